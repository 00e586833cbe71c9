package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.database.HandedOut;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.PartPace;
import dev.rollcall.database.PartShare;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.UndoneRuns;
import dev.rollcall.text.Counted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the ledger of a database, on a connection that can't write, while a run may be at work. Not
 * thread-safe.
 */
public final class LedgerReader implements AutoCloseable {

  private static final int FIRST_CHANGES = 10;

  private final Database database;
  private final ReadableDatabase opened;
  private final Persistence persistence;
  private final Ledger ledger;

  private LedgerReader(Database database, ReadableDatabase opened) {
    this.database = database;
    this.opened = opened;
    this.persistence = new Persistence(database, opened.dataSource());
    this.ledger = opened.ledger();
  }

  /**
   * Opens the ledger.
   *
   * @param echo takes every statement with its values; null for nobody
   * @throws Failure {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  public static LedgerReader open(Database database, @Nullable Consumer<String> echo) {
    ReadableDatabase opened = database.read(echo);
    try {
      return new LedgerReader(database, opened);
    } catch (RuntimeException e) {
      opened.close();
      throw database.explain(e);
    }
  }

  /** The newest runs, newest first, at most this many; without those that are damaged. */
  public List<RunSummary> newest(int most) {
    return read(
        () -> {
          List<Run> runs =
              damaged(most).isEmpty()
                  ? persistence.runs().findNewest(null, most)
                  : onConnection(connection -> ledger.runIndex().sound(connection, most)).stream()
                      .map(persistence.runs()::findById)
                      .filter(Objects::nonNull)
                      .toList();
          return runs.stream().map(this::now).map(this::summary).toList();
        });
  }

  /** Those of the newest runs of which the ledger has what no run writes; newest first. */
  public List<Long> damagedAmong(int newest) {
    return read(() -> damaged(newest));
  }

  private List<Long> damaged(int newest) {
    return onConnection(connection -> ledger.runIndex().damaged(connection, newest));
  }

  /**
   * A run.
   *
   * @throws Failure {@code USAGE} if there is no such run
   */
  public RunSummary find(RunName name) {
    return read(() -> withShares(summary(sound(name))));
  }

  /**
   * All that the ledger tells about a run, as of one moment.
   *
   * @param rejectsOfEachCode how many rejects of each code at most
   * @throws Failure {@code USAGE} if there is no such run
   */
  public RunReport report(RunName name, int rejectsOfEachCode) {
    return read(
        () -> {
          Run run = sound(name);
          return onConnection(connection -> report(run, rejectsOfEachCode, connection));
        });
  }

  private Run sound(RunName name) {
    Long number = name.number();
    boolean isSound =
        number == null
            ? damaged(1).isEmpty()
            : onConnection(connection -> ledger.runIndex().isSound(connection, number));
    if (!isSound) {
      throw database.damaged(name.toString());
    }
    return now(name.find(persistence.runs(), database.name()));
  }

  /** With what its parts have come to, if it is at work, or died while working. */
  private Run now(Run run) {
    if (run.status() == RunStatus.STARTED) {
      // Not to be written.
      persistence.entityManager().detach(run);
      onConnection(
          connection -> {
            ledger.parts().gather(connection, run);
            return run;
          });
    }
    return run;
  }

  private RunReport report(Run run, int rejectsOfEachCode, Connection connection)
      throws SQLException {
    Run undo = UndoneRuns.of(persistence.runs()).undoOf(run);
    return new RunReport(
        withShares(summary(run)),
        undo == null ? null : undo.id(),
        run.prunedAt() != null,
        settled(run),
        ledger.moves(connection, run.id(), run.changesAfter()),
        ledger.createdLevels(connection, run.id(), run.changesAfter()),
        ledger.firstChanges(connection, run.id(), run.changesAfter(), FIRST_CHANGES),
        ledger.rejects().first(connection, run.id(), rejectsOfEachCode),
        ledger.pace(connection, run.id()));
  }

  private <T> T onConnection(ReturningWork<T> work) {
    return persistence.entityManager().unwrap(Session.class).doReturningWork(work);
  }

  private RunSummary summary(Run run) {
    Map<String, RejectCount> codes =
        run.counts().rejected() == 0
            ? Map.of()
            : onConnection(connection -> ledger.rejects().count(connection, run.id()));
    return RunSummary.of(run, codes, notes(run));
  }

  /** With who did which part of it, if it was handed out to workers. */
  private RunSummary withShares(RunSummary run) {
    HandedOut handedOut = ledger.handedOut();
    Long id = run.run();
    if (handedOut == null || id == null) {
      return run;
    }
    RunSummary told = run;
    List<PartShare> shares = onConnection(c -> handedOut.shares(c, id));
    List<PartPace> paces = shares.isEmpty() ? List.of() : onConnection(c -> handedOut.paces(c, id));
    for (String line : PartShare.told(shares, paces)) {
      told = told.withNote(line);
    }
    return told;
  }

  /** What came of the run later. */
  private List<String> notes(Run run) {
    List<String> notes = new ArrayList<>();
    Run undo = UndoneRuns.of(persistence.runs()).undoOf(run);
    if (undo != null) {
      notes.add("undone by run " + undo.id());
    }
    if (run.prunedAt() != null) {
      notes.add("pruned at " + run.prunedAt() + ": only its counts are left");
    }
    long settled = settled(run);
    if (settled > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d of %s settled since",
              settled,
              Counted.of(run.counts().rejected(), "reject")));
    }
    return notes;
  }

  private long settled(Run run) {
    if (run.counts().rejected() == 0) {
      return 0;
    }
    return onConnection(connection -> ledger.rejects().countSettled(connection, run.id()));
  }

  private <T> T read(Supplier<T> work) {
    try {
      T result =
          new TransactionTemplate(persistence.transactionManager()).execute(status -> work.get());
      if (result == null) {
        throw new IllegalStateException("the transaction gave no answer");
      }
      return result;
    } catch (RuntimeException e) {
      throw database.explain(e);
    }
  }

  @Override
  public void close() {
    try (opened;
        persistence) {
      // Both, whatever fails.
    }
  }
}
