package dev.rollcall.importing;

import dev.rollcall.csv.Input;
import dev.rollcall.csv.Spool;
import dev.rollcall.files.FileClaims;
import dev.rollcall.files.OwnFile;
import dev.rollcall.files.WholeFile;
import dev.rollcall.staging.StagingWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files that a run keeps beside its database. */
public final class SideFiles {

  /** Digits of its content's hash in the name of a spool: enough to tell inputs apart. */
  private static final int SPOOL_DIGITS = 12;

  private static final Pattern KEPT = Pattern.compile("[0-9a-f]{" + SPOOL_DIGITS + "}\\.spool");

  /** What SQLite, the lock and runs keep beside a database: how names end that begin with its. */
  private static final String BESIDE =
      "(-wal|-shm|-journal|\\.lock|\\.run-\\d+\\.(rejects\\.csv|(rejects\\.)?staged-[ab])"
          + "|\\.plan\\.staged-[ab]|\\.stdin-[0-9a-f]{"
          + SPOOL_DIGITS
          + "}\\.spool|\\.image-\\d+-\\d+\\.part)";

  /** How {@link #rejects} names a file that no job names; also of a database that has moved. */
  private static final Pattern USUAL_REJECTS =
      Pattern.compile(".*\\.run-\\d+\\.rejects(\\.\\d+)?\\.csv");

  /** What {@link #rejects} and {@link #otherRejects} put into the name that a job gives. */
  private static final Pattern NUMBERED = Pattern.compile("\\.run-\\d+(\\.\\d+)?(?=(\\.[^.]*)?$)");

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
   * @param several whether the file needs the run's number in its name, as others go there too
   */
  Path rejects(long runId, @Nullable Path named, boolean several) {
    if (named == null) {
      return beside(".run-" + runId + ".rejects.csv");
    }
    if (!several) {
      return named;
    }
    return withInfix(named, ".run-" + runId);
  }

  /**
   * Where a job wants its rejects, by where a run has written them: without the number that the
   * run's file may have in its name.
   *
   * @return null if that is beside the database
   */
  static @Nullable Path wantedRejects(Path written) {
    String name = String.valueOf(written.getFileName());
    return USUAL_REJECTS.matcher(name).matches()
        ? null
        : written.resolveSibling(NUMBERED.matcher(name).replaceFirst(""));
  }

  /**
   * Where rejects go instead, where the file that they should replace is still needed.
   *
   * @param wanted as {@link #rejects} has it
   * @param named whether the job says where it wants them
   * @param attempt from 1
   */
  Path otherRejects(long runId, Path wanted, boolean named, int attempt) {
    boolean numbered = wanted.getFileName().toString().contains(".run-" + runId + ".");
    String run = named && !numbered ? ".run-" + runId : "";
    int number = run.isEmpty() ? attempt + 1 : attempt;
    return withInfix(wanted, number == 1 ? run : run + "." + number);
  }

  /** The file's name, with something before its ending. */
  private static Path withInfix(Path file, String infix) {
    String[] name = stemAndEnding(file);
    return file.resolveSibling(name[0] + infix + name[1]);
  }

  private static String[] stemAndEnding(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0
        ? new String[] {name.substring(0, dot), name.substring(dot)}
        : new String[] {name, ""};
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
          && OwnFile.isOwn(path);
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

  /** Claims the database with all that is kept beside it, which no output may replace. */
  public void claim(FileClaims claims) {
    claims.keep(database, "the database");
    String prefix = Pattern.quote(String.valueOf(database.getFileName()));
    claims.keepAll(database, Pattern.compile(prefix + BESIDE), "what belongs to the database");
  }

  /** Claims where a job's rejects go, if it says where. */
  public static void claimRejects(FileClaims claims, @Nullable Path named, boolean several) {
    claims.write(named);
    if (named != null && several) {
      String[] name = stemAndEnding(named);
      claims.writeAll(
          named,
          Pattern.compile(Pattern.quote(name[0] + ".run-") + "\\d+" + Pattern.quote(name[1])));
    }
  }

  /**
   * Makes sure, once more before it is put in its place, that the file with the rejects replaces
   * neither the input nor the database.
   *
   * @param rejects null for none that was named
   * @throws dev.rollcall.problem.Failure {@code USAGE}
   */
  void protect(Input input, @Nullable Path rejects) {
    FileClaims claims = new FileClaims();
    claim(claims);
    claims.keep(input.path(), "the input");
    claims.write(rejects);
    claims.check();
  }

  private Path beside(String ending) {
    return database.resolveSibling(database.getFileName() + ending);
  }
}
