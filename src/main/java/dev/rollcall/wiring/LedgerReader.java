package dev.rollcall.wiring;

import dev.rollcall.problem.Failure;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.UndoneRuns;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.store.LedgerCheck;
import dev.rollcall.store.Schema;
import dev.rollcall.store.SqliteDatabase;
import dev.rollcall.store.SqliteErrors;
import dev.rollcall.store.SqliteLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
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

  private final DatabaseFile file;
  private final SqliteDatabase database;
  private final Persistence persistence;
  private final SqliteLedger ledger;

  private LedgerReader(DatabaseFile file, SqliteDatabase database, DataSource dataSource) {
    this.file = file;
    this.database = database;
    this.persistence = new Persistence(dataSource);
    this.ledger = new SqliteLedger(database);
  }

  /**
   * Opens the ledger.
   *
   * @param echo takes every statement with its values; null for nobody
   * @throws Failure {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  public static LedgerReader open(DatabaseFile file, @Nullable Consumer<String> echo) {
    SqliteDatabase database = SqliteDatabase.openForReading(file);
    try {
      DataSource dataSource = Echo.of(database, echo);
      new Schema(database, dataSource).requireCurrent();
      return new LedgerReader(file, database, dataSource);
    } catch (RuntimeException e) {
      database.close();
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** The newest runs, newest first, at most this many; without those that are damaged. */
  public List<RunSummary> newest(int most) {
    return read(
        () -> {
          List<Run> runs =
              damaged(most).isEmpty()
                  ? persistence.runs().findNewest(null, most)
                  : onConnection(connection -> LedgerCheck.soundRuns(connection, most)).stream()
                      .map(persistence.runs()::findById)
                      .filter(Objects::nonNull)
                      .toList();
          return runs.stream().map(this::summary).toList();
        });
  }

  /** Those of the newest runs of which the ledger has what no run writes; newest first. */
  public List<Long> damagedAmong(int newest) {
    return read(() -> damaged(newest));
  }

  private List<Long> damaged(int newest) {
    return onConnection(connection -> LedgerCheck.damagedRuns(connection, newest));
  }

  /**
   * A run.
   *
   * @throws Failure {@code USAGE} if there is no such run
   */
  public RunSummary find(RunName name) {
    return read(() -> summary(sound(name)));
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
            : onConnection(connection -> LedgerCheck.isSound(connection, number, true));
    if (!isSound) {
      throw LedgerCheck.failure(file, name.toString(), null);
    }
    return name.find(persistence.runs());
  }

  private RunReport report(Run run, int rejectsOfEachCode, Connection connection)
      throws SQLException {
    Run undo = UndoneRuns.of(persistence.runs()).undoOf(run);
    return new RunReport(
        summary(run),
        undo == null ? null : undo.id(),
        settled(run),
        ledger.moves(connection, run.id(), run.changesAfter()),
        ledger.createdLevels(connection, run.id(), run.changesAfter()),
        ledger.firstChanges(connection, run.id(), run.changesAfter(), FIRST_CHANGES),
        ledger.firstRejects(connection, run.id(), rejectsOfEachCode),
        ledger.pace(connection, run.id()));
  }

  private <T> T onConnection(ReturningWork<T> work) {
    return persistence.entityManager().unwrap(Session.class).doReturningWork(work);
  }

  private RunSummary summary(Run run) {
    Map<String, RejectCount> codes =
        run.counts().rejected() == 0
            ? Map.of()
            : onConnection(connection -> ledger.countRejects(connection, run.id()));
    return RunSummary.of(run, codes, notes(run));
  }

  /** What came of the run later, and what it did to others. */
  private List<String> notes(Run run) {
    List<String> notes = new ArrayList<>();
    if (run.kind() == RunKind.UNDO) {
      notes.add("undoes run " + run.ofRun());
    }
    if (run.kind() == RunKind.RETRY) {
      notes.add("retries rejects of run " + run.ofRun());
    }
    Run undo = UndoneRuns.of(persistence.runs()).undoOf(run);
    if (undo != null) {
      notes.add("undone by run " + undo.id());
    }
    long settled = settled(run);
    if (settled > 0) {
      notes.add(settled + " of " + run.counts().rejected() + " rejects settled since");
    }
    return notes;
  }

  private long settled(Run run) {
    if (run.counts().rejected() == 0) {
      return 0;
    }
    return onConnection(connection -> ledger.countSettled(connection, run.id()));
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
      throw LedgerCheck.explain(e, file);
    }
  }

  @Override
  public void close() {
    try (database;
        persistence) {
      // Both, whatever fails.
    }
  }
}
