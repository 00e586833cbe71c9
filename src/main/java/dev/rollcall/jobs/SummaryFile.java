package dev.rollcall.jobs;

import dev.rollcall.files.FileClaims;
import dev.rollcall.files.WholeFile;
import dev.rollcall.problem.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file with a command's summaries, a line each; whole or not at all. */
public final class SummaryFile {

  private final @Nullable Path path;
  private @Nullable FileClaims claims;
  private final List<RunEnd> ends = new ArrayList<>();

  /**
   * @param path null if nobody wants one
   * @throws Failure {@code OUTPUT_UNWRITABLE} if there can be no such file; said before the work,
   *     not after it
   */
  public SummaryFile(@Nullable Path path) {
    this.path = path;
    if (path != null) {
      WholeFile.create(path).close();
    }
  }

  /**
   * Makes sure that none of the command's files replaces another, this one among them; where this
   * would, it is not written at all.
   *
   * @param others all that the command reads and writes besides
   * @throws Failure {@code USAGE}
   */
  public void protect(CommandFiles others) {
    others.write(path);
    claims = others.claims();
    claims.check();
  }

  void add(RunEnd end) {
    ends.add(end);
  }

  /** All that was added, in its order. */
  List<RunEnd> ends() {
    return Collections.unmodifiableList(ends);
  }

  /** Adds a note to the last summary; there must be one. */
  public void noteLast(String note) {
    ends.add(ends.remove(ends.size() - 1).noting(note));
  }

  /** Writes what was added; to be called once, at the end of the command. */
  public void write() {
    if (path == null || !mayReplace(path)) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (RunEnd end : ends) {
      lines.append(SummaryJson.of(end.summary(), end.database())).append('\n');
    }
    WholeFile.write(path, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A command that ends before its files are known, as it was called wrongly, replaces a summary at
   * most: whatever else is there may be one of them.
   */
  private boolean mayReplace(Path file) {
    if (claims != null) {
      return claims.isClear(file);
    }
    if (!Files.exists(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(SummaryJson.START.length()), StandardCharsets.UTF_8);
      return start.isEmpty() || start.equals(SummaryJson.START);
    } catch (IOException e) {
      return false;
    }
  }
}
