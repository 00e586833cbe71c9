package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedPart;
import dev.rollcall.database.HandedRun;
import dev.rollcall.database.PartFailure;
import dev.rollcall.database.PartQueue;
import dev.rollcall.database.Work;
import dev.rollcall.database.Writers;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedRecords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands the parts of a run out to workers, and waits until they are done. What is done the ledger
 * says, and what somebody works on the queue: of what workers, Spring Batch or clocks believe,
 * nothing is asked.
 */
final class PartsHandedOut {

  /** How it ended, if it did not fail. */
  enum End {
    /** All parts are done. */
    DONE,
    /** For too long nobody had any of those that are left. */
    NOBODY_CAME,
    /** A worker met the reject limit: whoever continues that part does, too. */
    REFUSED,
    /** Workers could not do a part: whoever continues it finds out whether it is the part. */
    FAILED,
    /** The server has no session left to hand anything out. */
    NO_SESSION
  }

  private static final long POLL_MILLIS = 100;

  /** How often workers fail at one place before they are believed. */
  private static final int MOST_FAILURES = 3;

  /** How often a part changes hands, without any part getting further, before nobody has it. */
  private static final int MOST_HANDS = 3;

  /** How often messages get lost, without any part getting further, before that is no accident. */
  private static final int MOST_LOST = 10;

  private final UserDatabase database;
  private final HandedOut handedOut;
  private final Writers writers;
  private final Crew crew;
  private final ImportJob job;
  private final Run run;
  private final StagedRecords staged;
  private final StopSignal stop;
  private final Progress progress;
  private int stuck;
  private String said = "";

  PartsHandedOut(
      UserDatabase database,
      Crew crew,
      ImportJob job,
      Run run,
      StagedRecords staged,
      RunContext context) {
    this.database = database;
    this.handedOut = Objects.requireNonNull(database.ledger().handedOut(), "no workers here");
    this.writers = Objects.requireNonNull(database.writers(), "no workers here");
    this.crew = crew;
    this.job = job;
    this.run = run;
    this.staged = staged;
    this.stop = context.stop();
    this.progress = context.progress();
  }

  /** That workers did all of it, and how many. */
  String done() {
    return shares().written();
  }

  /** The number of the part that was refused, or that workers could not do. */
  int stuck() {
    return stuck;
  }

  /** What the last one said who could not do it, or why nobody could; in one line, or nothing. */
  String said() {
    return said;
  }

  /**
   * Hands them out. When this returns, or throws, nobody else can commit anything of the run.
   *
   * @throws Failure {@code STOPPED} or {@code RUN_TAKEN_OVER}
   */
  End write(RunParts parts, RejectLimitPolicy limit) throws SQLException {
    begin(parts, limit);
    End end;
    try {
      end = follow();
    } catch (SQLException | RuntimeException e) {
      try {
        recall();
        in(connection -> handedOut.end(connection, run.id()));
      } catch (RuntimeException lost) {
        // Whoever gets the run lock next recalls them.
        e.addSuppressed(lost);
      }
      throw e;
    }
    if (end != End.DONE) {
      recall();
    }
    in(connection -> handedOut.end(connection, run.id()));
    return end;
  }

  private void begin(RunParts parts, RejectLimitPolicy limit) {
    List<HandedPart> handed = new ArrayList<>();
    for (int i = 0; i < parts.parts().size(); i++) {
      handed.add(new HandedPart(parts.parts().get(i), parts.firstChanges().get(i)));
    }
    HandedRun meant =
        new HandedRun(
            run.id(),
            run.job(),
            "",
            WorkedPart.version(),
            job.chunk(),
            limit.most(staged.records()),
            0);
    in(connection -> handedOut.begin(connection, meant, handed, new RowBlocks(staged)));
  }

  private End follow() throws SQLException {
    try {
      return followed();
    } catch (SQLException | RuntimeException e) {
      if (!writers.isFull(e)) {
        throw e;
      }
      return End.NO_SESSION;
    }
  }

  private End followed() throws SQLException {
    Crew.Errand errand = crew.handOut(run.id(), open(parts()));
    try {
      List<Part> parts = parts();
      int epoch = parts.get(0).epoch();
      long reached = -1;
      int handsThen = 0;
      long quietSince = System.nanoTime();
      int lost = 0;
      while (true) {
        stop.check();
        // First the queue: what is not in it any more was committed before.
        boolean sent = errand.isSent();
        PartQueue queue = errand.queue();
        parts = parts();
        long done = done(parts, epoch);
        if (open(parts).isEmpty()) {
          progress.at(done, done);
          errand.settle();
          return End.DONE;
        }
        End given = givenUp();
        if (given != null) {
          return given;
        }
        boolean further = done > reached;
        PartShares shares = shares();
        int hands = shares.hands();
        if (further) {
          handsThen = hands;
          reached = done;
          progress.shared(shares.of(parts));
          progress.at(done, done);
          lost = 0;
        }
        boolean held = queue.messages() > queue.waiting() && hands - handsThen < MOST_HANDS;
        Failure hindrance = errand.hindrance();
        if (further || held || !sent && hindrance == null) {
          quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > job.workers().patience().toNanos()) {
          said = hindrance == null ? "" : FailureWords.told(hindrance);
          return End.NOBODY_CAME;
        }
        if (sent && queue.messages() == 0) {
          if (++lost > MOST_LOST) {
            throw Failure.of(
                ProblemCode.INTERNAL,
                "parts that were handed out get lost, and are not done",
                "run the same command without --workers");
          }
          errand.close();
          recall();
          parts = parts();
          epoch = parts.get(0).epoch();
          errand = crew.handOut(run.id(), open(parts));
        }
        pause();
      }
    } finally {
      progress.shared(List.of());
      errand.close();
    }
  }

  private static List<Part> open(List<Part> parts) {
    return parts.stream().filter(part -> part.position() < part.rows()).toList();
  }

  private List<Part> parts() {
    return database.inTransaction(
        () -> database.onConnection(c -> database.ledger().parts().of(c, run.id())));
  }

  private long done(List<Part> parts, int epoch) {
    if (parts.stream().anyMatch(part -> part.epoch() != epoch)) {
      throw RunProgress.takenOver(run.id());
    }
    return parts.stream().mapToLong(Part::position).sum();
  }

  private PartShares shares() {
    return new PartShares(
        database.inTransaction(() -> database.onConnection(c -> handedOut.shares(c, run.id()))));
  }

  /** Why nobody else is to try a part; null if somebody is. */
  private @Nullable End givenUp() {
    List<PartFailure> failures =
        database.inTransaction(() -> database.onConnection(c -> handedOut.failures(c, run.id())));
    for (PartFailure failure : failures) {
      if (FailureWords.isOf(failure.words(), ProblemCode.REJECT_LIMIT)) {
        stuck = failure.part();
        return End.REFUSED;
      }
      if (failure.times() >= MOST_FAILURES) {
        stuck = failure.part();
        said =
            "part "
                + failure.part()
                + ", worker "
                + failure.worker()
                + ": "
                + FailureWords.what(failure.words());
        return End.FAILED;
      }
    }
    return null;
  }

  /** One that is frozen in mid-chunk would hold it up: then all have to connect anew. */
  private void recall() {
    try {
      in(connection -> handedOut.recall(connection, run.id()));
    } catch (RuntimeException e) {
      in(handedOut::endWorkers);
      in(connection -> handedOut.recall(connection, run.id()));
    }
  }

  private void in(Work.Task task) {
    database.inTransaction(
        () -> {
          database.execute(task);
          return run;
        });
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
