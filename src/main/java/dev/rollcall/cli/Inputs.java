package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.csv.Spool;
import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.InputPaths;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.store.DatabaseFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a job, all found before anything else is done; standard input is kept in a file.
 */
final class Inputs {

  private final SideFiles files;
  private final List<Input> inputs = new ArrayList<>();
  private @Nullable Input newlyKept;

  /** Throws a {@link dev.rollcall.problem.Failure} if one of them can't be read. */
  Inputs(ImportJob job, DatabaseFile database, InputStream in) {
    files = new SideFiles(database.path());
    for (String name : InputPaths.expand(job.from())) {
      Input input = name.equals(Spool.NAME) ? keep(in) : Input.of(Path.of(name), name);
      inputs.add(input);
    }
  }

  private Input keep(InputStream in) {
    SideFiles.Kept kept = files.keep(in);
    newlyKept = kept.isNew() ? kept.input() : null;
    return kept.input();
  }

  List<Input> all() {
    return inputs;
  }

  boolean areSeveral() {
    return inputs.size() > 1;
  }

  /** Whether an input was standard input, and is kept until its run is done. */
  boolean isKept(Input input) {
    return files.isKept(input);
  }

  /** Gives up what was kept of it, if anything. */
  void forget(Input input) {
    files.forget(input);
  }

  /** Gives up what this very command has kept; what a run that died has kept stays. */
  void forgetNew() {
    if (newlyKept != null) {
      files.forget(newlyKept);
    }
  }
}
