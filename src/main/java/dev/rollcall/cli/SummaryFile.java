package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.files.WholeFile;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file with a command's summaries, a line each; whole or not at all. */
final class SummaryFile {

  private @Nullable Path path;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param path null if nobody wants one
   * @throws Failure {@code OUTPUT_UNWRITABLE} if there can be no such file; said before the work,
   *     not after it
   */
  SummaryFile(@Nullable Path path) {
    this.path = path;
    if (path != null) {
      WholeFile.create(path).close();
    }
  }

  /**
   * Makes sure that the file will replace neither the input nor the database nor the rejects; where
   * it would, it is not written at all.
   *
   * @throws Failure {@code USAGE}
   */
  void protect(SideFiles files, Input input, @Nullable Path rejects) {
    try {
      files.protect(input, path);
      SideFiles.keepApart(path, rejects);
    } catch (Failure e) {
      path = null;
      throw e;
    }
  }

  /** The same where there is no input. */
  void protect(SideFiles files) {
    try {
      files.protect(path);
    } catch (Failure e) {
      path = null;
      throw e;
    }
  }

  void add(RunSummary summary) {
    lines.add(SummaryJson.of(summary) + "\n");
  }

  /** Writes what was added; to be called once, at the end of the command. */
  void write() {
    if (path == null) {
      return;
    }
    try (WholeFile file = WholeFile.create(path)) {
      file.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
      file.finish();
    } catch (IOException e) {
      throw new Failure(
          new Problem(
              ProblemCode.OUTPUT_UNWRITABLE,
              null,
              "the summary can't be written: " + e.getMessage(),
              null),
          e);
    }
  }
}
