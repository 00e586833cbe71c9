package dev.rollcall.importing;

import dev.rollcall.csv.Input;
import dev.rollcall.meaning.ImportJob;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants imported.
 *
 * @param job how
 * @param input what
 * @param again whether to do it although it looks done, or looks like being done twice
 * @param several whether the rejects of other inputs go where those of this one go
 * @param globbed whether only a glob leads to it: what was imported last from there is passed over
 * @param retryOf the run whose rejects the input holds; null if it is not a reject file
 * @param jobFile the file that defines the job, as it was named; null if there is none
 * @param delivery by which it came; null if it was named
 */
public record Request(
    ImportJob job,
    Input input,
    boolean again,
    boolean several,
    boolean globbed,
    @Nullable Long retryOf,
    @Nullable String jobFile,
    @Nullable Delivery delivery) {

  /** A request for an input that was named by itself, and is no reject file. */
  public Request(ImportJob job, Input input, boolean again, boolean several) {
    this(job, input, again, several, false, null, null, null);
  }

  /** The same request, although the work looks done. */
  Request repeated() {
    return new Request(job, input, true, several, globbed, retryOf, jobFile, delivery);
  }

  /** The same request, done so. */
  Request by(ImportJob how) {
    return new Request(how, input, again, several, globbed, retryOf, jobFile, delivery);
  }

  /** The same request, by a job that this file defines. */
  public Request from(@Nullable String file) {
    return new Request(job, input, again, several, globbed, retryOf, file, delivery);
  }

  /** The same request, of an input that came so; null if it was named. */
  public Request by(@Nullable Delivery how) {
    return new Request(job, input, again, several, globbed, retryOf, jobFile, how);
  }
}
