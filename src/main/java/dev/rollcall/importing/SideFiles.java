package dev.rollcall.importing;

import dev.rollcall.csv.Input;
import dev.rollcall.csv.Spool;
import dev.rollcall.files.Leftovers;
import dev.rollcall.files.OwnFile;
import dev.rollcall.files.WholeFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.StagingWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files that a run keeps beside its database. */
public final class SideFiles {

  /** Digits of its content's hash in the name of a spool: enough to tell inputs apart. */
  private static final int SPOOL_DIGITS = 12;

  private static final Pattern KEPT = Pattern.compile("[0-9a-f]{" + SPOOL_DIGITS + "}\\.spool");

  /** The database, and what SQLite and the lock keep beside it. */
  private static final List<String> DATABASE_FILES =
      List.of("", "-wal", "-shm", "-journal", ".lock");

  private final Path database;

  /**
   * @param database the database's file
   */
  public SideFiles(Path database) {
    this.database = database.toAbsolutePath();
  }

  /**
   * What the input's rows are staged under, if they don't fit the memory; ends with its process.
   */
  Path staging(long runId) {
    return beside(".run-" + runId + ".staged");
  }

  /** As {@link #staging}, of rejects that end the run. */
  Path stagedRejects(long runId) {
    return beside(".run-" + runId + ".rejects.staged");
  }

  /** As {@link #staging}, of a run that is only planned. */
  Path planning() {
    return beside(".plan.staged");
  }

  /** Deletes what the process of a run has left behind when it died. */
  public void discardStaging(long runId) {
    StagingWriter.discardLeftovers(staging(runId));
    StagingWriter.discardLeftovers(stagedRejects(runId));
    WholeFile.discardLeftovers(rejects(runId, null, false));
  }

  /**
   * Where a run's rejects go.
   *
   * @param named where the job wants them, null for beside the database
   * @param several whether the command brings several inputs, each of which needs a file of its own
   */
  Path rejects(long runId, @Nullable Path named, boolean several) {
    if (named == null) {
      return beside(".run-" + runId + ".rejects.csv");
    }
    if (!several) {
      return named;
    }
    String name = String.valueOf(named.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : "";
    return named.resolveSibling(stem + ".run-" + runId + ending);
  }

  /**
   * Standard input that is kept in a file.
   *
   * @param isNew whether the same was not kept already, for a run that died
   */
  public record Kept(Input input, boolean isNew) {}

  /**
   * Keeps standard input in a file, so that a run of it can be resumed like any other. The name
   * comes from the content: the same input again finds the same file.
   *
   * @throws dev.rollcall.problem.Failure {@code INPUT_EMPTY}, {@code INPUT_UNREADABLE}, {@code
   *     OUTPUT_UNWRITABLE}
   */
  public Kept keep(InputStream standardInput) {
    try (Spool spool = Spool.of(standardInput, beside(".stdin.spool"))) {
      String digits = spool.sha256().substring(0, SPOOL_DIGITS);
      Path path = beside(".stdin-" + digits + ".spool");
      boolean isNew = !Files.exists(path);
      return new Kept(spool.keepAs(path), isNew);
    }
  }

  /** Whether an input is one that was kept here. */
  public boolean isKept(Input input) {
    Path path = input.path().toAbsolutePath();
    String name = String.valueOf(path.getFileName());
    String prefix = database.getFileName() + ".stdin-";
    try {
      return name.startsWith(prefix)
          && KEPT.matcher(name.substring(prefix.length())).matches()
          && path.equals(database.resolveSibling(name))
          && Leftovers.isOne(path);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Gives up what was kept of an input, if anything.
   *
   * @throws UncheckedIOException if it can't be deleted
   */
  public void forget(Input input) {
    try {
      if (isKept(input)) {
        OwnFile.discard(input.path());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes sure that a file to be written would replace neither the input nor the database.
   *
   * @param output as the user named it; null for none
   * @throws Failure {@code USAGE}
   */
  public void protect(Input input, @Nullable Path output) {
    if (output == null) {
      return;
    }
    if (isSame(output, input.path())) {
      throw wouldReplace(output, "the input");
    }
    protect(output);
  }

  /**
   * Makes sure that a file to be written would not replace the database.
   *
   * @param output as the user named it; null for none
   * @throws Failure {@code USAGE}
   */
  public void protect(@Nullable Path output) {
    if (output == null) {
      return;
    }
    for (String ending : DATABASE_FILES) {
      if (isSame(output, beside(ending))) {
        throw wouldReplace(output, "the database");
      }
    }
  }

  /**
   * Makes sure that of two files to be written one would not replace the other.
   *
   * @throws Failure {@code USAGE}
   */
  public static void keepApart(@Nullable Path one, @Nullable Path other) {
    if (one != null && other != null && isSame(one, other)) {
      throw wouldReplace(one, "another that is written as well");
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Failure wouldReplace(Path output, String what) {
    return Failure.at(
        ProblemCode.USAGE,
        Place.of(output.toString()),
        "written there, the file would replace " + what,
        "name another file");
  }

  private Path beside(String ending) {
    return database.resolveSibling(database.getFileName() + ending);
  }
}
