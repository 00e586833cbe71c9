package dev.rollcall.laboratory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that is done to the database. */
sealed interface Step {

  /** What standard input is called as a path. */
  String STANDARD_INPUT = "-";

  /** What goes wrong meanwhile. */
  Fault fault();

  /** The same with nothing going wrong. */
  Step undisturbed();

  /**
   * A file is delivered under a name, and imported.
   *
   * @param path {@value #STANDARD_INPUT} if it is piped in
   * @param again whether it is to be done although it looks done
   * @param retryOf the run whose rejects these are, mended; null for rows of their own
   */
  record Import(
      Job job,
      String path,
      Content content,
      Settings settings,
      boolean again,
      @Nullable Long retryOf,
      Fault fault)
      implements Step {

    @Override
    public Step undisturbed() {
      return with(Fault.NONE);
    }

    boolean isPiped() {
      return path.equals(STANDARD_INPUT);
    }

    Import with(Fault other) {
      return new Import(job, path, content, settings, again, retryOf, other);
    }

    Import with(Settings other) {
      return new Import(job, path, content, other, again, retryOf, fault);
    }

    Import with(Content other) {
      return new Import(job, path, other, settings, again, retryOf, fault);
    }

    Import with(Job other) {
      return new Import(other, path, content, settings, again, retryOf, fault);
    }

    /** The same with the content that bears the name of this one. */
    Import with(Map<String, Content> contents) {
      return with(contents.getOrDefault(content.name(), content));
    }

    Import onceMore() {
      return new Import(job, path, content, settings, true, retryOf, fault);
    }

    @Override
    public String toString() {
      return "import %s as %s, job %s %s, %s%s %s"
          .formatted(
              content, path, job.name(), job.rules(), settings, again ? ", again" : "", fault);
    }
  }

  /**
   * The rejects of the newest run that has any are mended, and retried.
   *
   * @param seed decides how they are mended
   */
  record Retry(long seed, Fault fault) implements Step {

    @Override
    public Step undisturbed() {
      return new Retry(seed, Fault.NONE);
    }
  }

  /** The database, which another program has made, is adopted. */
  record Adopt(Fault fault) implements Step {

    @Override
    public Step undisturbed() {
      return new Adopt(Fault.NONE);
    }
  }

  /** The last run that wrote anything is taken back. */
  record Undo(Fault fault) implements Step {

    @Override
    public Step undisturbed() {
      return new Undo(Fault.NONE);
    }
  }

  /** The newest copy of the database is put in its place, if there is one. */
  record Restore() implements Step {

    @Override
    public Fault fault() {
      return Fault.NONE;
    }

    @Override
    public Step undisturbed() {
      return this;
    }
  }
}
