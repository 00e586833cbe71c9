package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.database.Ledger;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.Meaning;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.RejectColumns;
import dev.rollcall.meaning.RejectFileLook;
import dev.rollcall.meaning.RejectMessage;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.text.Counted;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of a run, imported once more: rows bear the lines that they had in the input, those
 * that were settled already are left out, and those that go in are settled with their chunk.
 */
final class Retry {

  private final long runId;
  private final Run ofRun;
  private final Run root;
  private final OpenRejects open = new OpenRejects();
  private long leftOut;
  private long repeated;

  private Retry(long runId, Run ofRun, Run root) {
    this.runId = runId;
    this.ofRun = ofRun;
    this.root = root;
  }

  /** The retry that was asked for; null if none was. Must be called outside any transaction. */
  static @Nullable Retry of(Request request, UserDatabase database, Run run) {
    Long ofRun = request.retryOf();
    return ofRun == null
        ? null
        : database.inTransaction(() -> of(database, run, database.run(ofRun)));
  }

  private static Retry of(UserDatabase database, Run run, Run ofRun) {
    Retry retry = new Retry(run.id(), ofRun, root(database, run));
    long root = retry.root.id();
    database.execute(c -> database.ledger().rejects().eachOpen(c, root, run.id(), retry.open::add));
    if (ofRun.id() != root) {
      // Fixed once and rejected again, they are now as that retry had them.
      database.execute(
          c -> database.ledger().rejects().eachOpen(c, ofRun.id(), run.id(), retry.open::replace));
    }
    return retry;
  }

  /**
   * The run that rejected the rows first: a reject that a retry rejects once more is the same
   * reject, and is settled only once.
   *
   * @param retry need not be in the ledger yet
   */
  static Run root(UserDatabase database, Run retry) {
    Run each = retry;
    Long before;
    // The candidate of a start gets its number only when it is begun.
    long number = Long.MAX_VALUE;
    while (each.kind() == RunKind.RETRY && (before = each.ofRun()) != null) {
      Run found = before < number ? database.runs().findById(before) : null;
      if (found == null) {
        throw damaged("a retry is said to be of run " + before, null);
      }
      number = before;
      each = found;
    }
    return each;
  }

  /**
   * A request as what it is: a file that says whose rejects it holds is imported as their retry,
   * whichever command imports it. Must be called outside any transaction.
   *
   * @throws Failure {@code OTHER_RUNS_REJECTS} if the file does not say it, and they may be of a
   *     run of this database, whose retry would apply them a second time
   */
  static Request meant(UserDatabase database, Request request) {
    if (request.retryOf() != null) {
      return request;
    }
    ImportJob job = request.job();
    RejectFileLook look = RejectFileLook.of(request.input(), job.csv());
    if (look == null) {
      return request;
    }
    String mark = look.mark();
    if (mark == null) {
      boolean mayBeOurs =
          database.inTransaction(
              () -> database.onConnection(database.ledger().runIndex()::hasRejectFiles));
      if (mayBeOurs && !request.again()) {
        throw ofUnknownRun(request.input());
      }
      return request.by(job.forRejects());
    }
    Run run = findMarked(database, mark);
    if (run == null || PrunedRejects.areRowsLikeOthers(run, request)) {
      // So are another database's rejects.
      return request.by(job.forRejects());
    }
    ImportJob retried = job(run).doneLike(job);
    return new Request(
        look.readBy(retried, job.csv()),
        request.input(),
        request.again(),
        request.several(),
        false,
        run.id(),
        request.jobFile(),
        request.delivery());
  }

  private static Failure ofUnknownRun(Input input) {
    return Failure.at(
        ProblemCode.OTHER_RUNS_REJECTS,
        Place.of(input.name()),
        "it holds rejects and does not say of which run (column _run), so they might be applied twice",
        "rollcall retry RUN --file "
            + input.name()
            + " imports them as those of a run, --again as rows like others");
  }

  /**
   * The request for what {@code retry} was asked to do.
   *
   * @param job as the command has it
   * @throws Failure {@code HEADER_WRONG} if the input holds no rejects, {@code OTHER_RUNS_REJECTS}
   */
  static Request asked(UserDatabase database, Run run, ImportJob job, Input input) {
    RejectFileLook look = RejectFileLook.of(input, job.csv());
    if (look == null) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          new Place(input.name(), 1, 0),
          "there is no column _line, by which rejects are told apart",
          "fix the reject file of the run, and leave its last columns as they are; if a program has"
              + " saved it otherwise, say how with --delimiter and --charset");
    }
    String mark = look.mark();
    if (mark != null && !mark.equals(run.mark())) {
      Run other = findMarked(database, mark);
      throw Failure.at(
          ProblemCode.OTHER_RUNS_REJECTS,
          Place.of(input.name()),
          "it holds rejects of "
              + (other == null ? "another database" : "run " + other.id())
              + ", not of run "
              + run.id(),
          other == null
              ? "name the file of run " + run.id() + " with --file"
              : "rollcall import " + input.name() + " imports them as what they are");
    }
    // Named like those of its run, it must not replace them: they may be needed yet.
    boolean numbered = job.rejectFile() != null;
    return new Request(
        look.readBy(job, job.csv()), input, false, numbered, false, run.id(), null, null);
  }

  private static @Nullable Run findMarked(UserDatabase database, String mark) {
    return database.inTransaction(() -> Optional.ofNullable(marked(database, mark))).orElse(null);
  }

  /** The run of this database that a reject file names; null if it is another database's. */
  static @Nullable Run marked(UserDatabase database, String mark) {
    Run run = database.runs().findById(Long.parseLong(mark.substring(0, mark.indexOf('-'))));
    return run != null && run.mark().equals(mark) ? run : null;
  }

  /**
   * The job by which a run's rejects are read: as the run read its input, but that it removes
   * nobody.
   *
   * @throws Failure {@code USAGE} if the run has no rejects, {@code LEDGER_DAMAGED}
   */
  static ImportJob job(Run run) {
    boolean hasRows = run.kind() == RunKind.IMPORT || run.kind() == RunKind.RETRY;
    if (!hasRows || run.rejectFile() == null) {
      throw Failure.of(
          ProblemCode.USAGE, "run " + run.id() + " has no rejects", "see rollcall runs list");
    }
    try {
      return Meaning.parse(run.definition(), run.job()).ofSomeRows();
    } catch (RuntimeException e) {
      throw damaged("run " + run.id() + " does not say how it read its input", e);
    }
  }

  private static Failure damaged(String how, @Nullable Throwable cause) {
    return Failure.at(
        ProblemCode.LEDGER_DAMAGED,
        null,
        "the ledger is damaged: " + how,
        "restore a backup",
        cause);
  }

  /**
   * What a row means; null if it is to be left out, as also the second of two rows of one line is:
   * a level must not be raised twice because a row was copied. A row that nobody has fixed stays
   * the reject that it was; whoever wants it judged again empties its {@code _code}.
   */
  @Nullable ParsedRow parse(Row row, MappedInput delivery) {
    RejectColumns added = delivery.columns().added();
    String mark = added.mark(row);
    if (RejectColumns.MARK.matcher(mark).matches() && !mark.equals(ofRun.mark())) {
      String message = RejectMessage.ofOtherRun(mark);
      return delivery.invalid(row, 0, RejectCode.OTHER_RUN, message);
    }
    long line = added.line(row);
    if (line == 0) {
      String message = RejectMessage.ofNoLine(added.lineText(row), row.line());
      return row.malformed() != null
          ? delivery.parse(row, 0)
          : delivery.invalid(row, 0, RejectCode.LINE_NOT_A_NUMBER, message);
    }
    int reject = open.find(line);
    if (reject < 0) {
      leftOut++;
      return null;
    }
    if (!open.take(reject)) {
      repeated++;
      return null;
    }
    Cells cells = delivery.columns().cells(row);
    RejectCode code = open.code(reject);
    boolean sameCode = !added.hasCode() || added.code(row).equals(code.name());
    if (sameCode && open.hasCells(reject, cells)) {
      String message = added.message(row);
      String words = message.isEmpty() ? "not fixed since it was rejected" : message;
      return new Invalid(new Reject(line, code, words, cells), delivery.named(row));
    }
    return delivery.parse(row, line);
  }

  /**
   * What rows are sorted by, which may be in any order after somebody has worked on them: the user,
   * where that is the run's order, then the line that they had.
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
  void settle(Connection connection, Ledger ledger, Iterable<ParsedRow> rows, List<Reject> rejects)
      throws SQLException {
    Set<Long> lines = new HashSet<>();
    rows.forEach(row -> lines.add(row.line()));
    rejects.forEach(reject -> lines.remove(reject.line()));
    ledger.rejects().settle(connection, root.id(), lines, runId);
  }

  /** What the user should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (root.status().isOpen()) {
      notes.add("run " + root.id() + " has not ended: its own command imports its other rows");
    }
    if (leftOut > 0) {
      String why = " left out: settled already, or not rejects of run " + ofRun.id();
      notes.add(Counted.of(leftOut, "row") + why);
    }
    if (repeated > 0) {
      notes.add(Counted.of(repeated, "row") + " left out: a row before has the same _line");
    }
    return notes;
  }
}
