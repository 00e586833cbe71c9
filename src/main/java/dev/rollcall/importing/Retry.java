package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of a run, on their second way: rows bear the lines that they had in the input, those
 * that were settled already are left out, and those that go in are settled with their chunk.
 */
final class Retry {

  private final UserDatabase database;
  private final long runId;
  private final List<Long> runs;
  private final Set<Long> open = new HashSet<>();
  private long leftOut;
  private long repeated;
  private final Set<Long> taken = new HashSet<>();

  private Retry(UserDatabase database, long runId, List<Long> runs) {
    this.database = database;
    this.runId = runId;
    this.runs = runs;
  }

  /** The retry that was asked for; null if none was. Must be called outside any transaction. */
  static @Nullable Retry of(Request request, UserDatabase database, Run run) {
    return request.retryOf() == null ? null : database.inTransaction(() -> of(database, run));
  }

  private static Retry of(UserDatabase database, Run run) {
    List<Long> runs = new ArrayList<>();
    @Nullable Run each = run;
    while (each != null && each.kind() == RunKind.RETRY && each.ofRun() != null) {
      long before = each.ofRun();
      if (before >= each.id()) {
        throw Failure.of(
            ProblemCode.LEDGER_DAMAGED,
            "the ledger is damaged: run " + each.id() + " is said to be of run " + before,
            "restore a backup");
      }
      runs.add(before);
      each = database.runs().findById(before);
    }
    Retry retry = new Retry(database, run.id(), runs);
    retry.open.addAll(
        database.onConnection(
            connection -> database.ledger().openRejects(connection, runs.get(0), run.id())));
    return retry;
  }

  /**
   * The job by which a run's rejects are read: as the run read its input, but that it removes
   * nobody.
   *
   * @throws Failure {@code USAGE} if the run has no rejects
   */
  static ImportJob job(Run run) {
    boolean hasRows = run.kind() == RunKind.IMPORT || run.kind() == RunKind.RETRY;
    if (!hasRows || run.rejectFile() == null) {
      throw Failure.of(
          ProblemCode.USAGE, "run " + run.id() + " has no rejects", "see rollcall runs list");
    }
    return Meaning.parse(run.definition(), run.job()).ofSomeRows();
  }

  /**
   * The job, with the delimiter by which a row of a reject file ends in its code: where no header
   * says which it is, a few rejects tell a guess too little.
   */
  static ImportJob asWritten(ImportJob job, Input input) {
    if (job.csv().delimiter() != null || job.csv().header()) {
      return job;
    }
    for (char delimiter : CsvFormat.DELIMITERS.toCharArray()) {
      CsvFormat format = job.csv().dividedBy(delimiter);
      if (endsInCode(input, format)) {
        return job.writtenAs(format);
      }
    }
    return job;
  }

  private static boolean endsInCode(Input input, CsvFormat format) {
    try (CsvReader reader = CsvReader.open(input, format, null)) {
      Row row = reader.next();
      int code = reader.width() - 2;
      return row != null
          && code > 0
          && Arrays.stream(RejectCode.values()).anyMatch(e -> e.name().equals(row.cell(code)));
    } catch (Failure e) {
      // With this delimiter it is no CSV; whoever reads it says what is wrong.
      return false;
    }
  }

  /**
   * The line that the row had in the input; 0 if it is to be left out, as also the second of two
   * rows of one line is: a level must not be raised twice because a row was copied.
   */
  long line(Row row, Columns columns, String input) {
    long line = columns.lineBefore(row, input);
    if (!open.contains(line)) {
      leftOut++;
      return 0;
    }
    if (!taken.add(line)) {
      repeated++;
      return 0;
    }
    return line;
  }

  /**
   * What rows are sorted by, which may stand in any order after somebody has worked on them: the
   * user, where that is the run's order, then the line that they had.
   *
   * @param username empty if the row names nobody, or the run's order is that of the file
   */
  static byte[] key(byte[] username, long line) {
    // No name has a NUL in it, so that shorter names come first as they do without the line.
    return ByteBuffer.allocate(username.length + 1 + Long.BYTES)
        .put(username)
        .put((byte) 0)
        .putLong(line)
        .array();
  }

  /** Settles the rows of a chunk that were not rejected once more. */
  void settle(Iterable<ParsedRow> rows, List<Reject> rejects) {
    Set<Long> lines = new HashSet<>();
    rows.forEach(row -> lines.add(row.line()));
    rejects.forEach(reject -> lines.remove(reject.line()));
    for (long run : runs) {
      database.execute(connection -> database.ledger().settle(connection, run, lines, runId));
    }
  }

  /** What the user should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (leftOut > 0) {
      notes.add(leftOut + " rows left out: settled already, or no rejects of run " + runs.get(0));
    }
    if (repeated > 0) {
      notes.add(repeated + " rows left out: the same _line stands in a row before them");
    }
    return notes;
  }
}
