package dev.rollcall.jobs;

import dev.rollcall.csv.Input;
import dev.rollcall.csv.Spool;
import dev.rollcall.database.Database;
import dev.rollcall.importing.Delivery;
import dev.rollcall.importing.InputPaths;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.inbox.Claim;
import dev.rollcall.inbox.Inbox;
import dev.rollcall.inbox.InboxFolder;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.runs.RunSummary;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a job, all found before anything else is done; standard input is kept in a file.
 */
public final class Inputs {

  private final SideFiles files;
  private final List<Input> inputs = new ArrayList<>();
  private final Set<Input> globbed = new HashSet<>();
  private final Map<Input, Delivery> deliveries = new HashMap<>();
  private final List<String> rejects;
  private boolean noted;
  private @Nullable Input newlyKept;

  /**
   * Throws a {@link dev.rollcall.problem.Failure} if one of them can't be read.
   *
   * @param about is told which one it is about
   */
  public Inputs(ImportJob job, Database database, InputStream in, Consumer<String> about) {
    files = new SideFiles(database.path());
    InputPaths paths = InputPaths.of(job.from(), job.csv());
    rejects = paths.rejects();
    for (InputPaths.Found found : paths.files()) {
      String name = found.name();
      about.accept(name);
      Input input = name.equals(Spool.NAME) ? keep(in) : Input.of(Path.of(name), name);
      inputs.add(input);
      if (found.globbed()) {
        globbed.add(input);
      }
    }
    about.accept(inputs.get(0).name());
  }

  /**
   * What there is to be imported from an inbox, none of which is taken; may be nothing.
   *
   * @throws dev.rollcall.problem.Failure also {@code INBOX_STOPPED}, {@code INBOX_UNUSABLE}
   */
  public Inputs(Inbox inbox, ImportJob job, Database database, Consumer<String> about) {
    files = new SideFiles(database.path());
    rejects = List.of();
    InboxFolder folder = new InboxFolder(inbox, job.name());
    folder.requireNotStopped();
    for (Claim claim : folder.ready()) {
      about.accept(inbox.naming(claim.file()));
      DeliveredInput delivered = DeliveredInput.of(inbox, claim);
      inputs.add(delivered.input());
      deliveries.put(delivered.input(), delivered.delivery());
    }
  }

  private Input keep(InputStream in) {
    SideFiles.Kept kept = files.keep(in);
    newlyKept = kept.isNew() ? kept.input() : null;
    return kept.input();
  }

  public List<Input> all() {
    return inputs;
  }

  /** What is wanted of one of them. */
  public Request request(ImportJob job, Input input, boolean again) {
    boolean several = inputs.size() > 1;
    return new Request(job, input, again, several, globbed.contains(input), null, null, null)
        .by(deliveries.get(input));
  }

  /** The first summary, with what globs have passed over; others as they are. */
  public RunSummary noted(RunSummary summary) {
    boolean first = !noted;
    noted = true;
    return rejects.isEmpty() || !first
        ? summary
        : summary.withNote(
            "a glob passes over files of rejects: "
                + String.join(", ", rejects)
                + "; named by itself, each would be imported");
  }

  /** Whether an input was standard input, and is kept until its run is done. */
  public boolean isKept(Input input) {
    return files.isKept(input);
  }

  /** Gives up what was kept of it, if anything. */
  public void forget(Input input) {
    files.forget(input);
  }

  /** Gives up what this very command has kept; what a run that died has kept stays. */
  public void forgetNew() {
    if (newlyKept != null) {
      files.forget(newlyKept);
    }
  }
}
