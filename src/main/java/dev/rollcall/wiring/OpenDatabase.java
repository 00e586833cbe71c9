package dev.rollcall.wiring;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.store.LedgerCheck;
import dev.rollcall.store.RunLock;
import dev.rollcall.store.Schema;
import dev.rollcall.store.SqliteDatabase;
import dev.rollcall.store.SqliteErrors;
import dev.rollcall.store.SqliteLedger;
import dev.rollcall.store.SqliteUserTable;
import dev.rollcall.store.SqliteUsersAhead;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that is locked against other runs, up to date, and open for writing. */
final class OpenDatabase implements AutoCloseable {

  private final RunLock lock;
  private final SqliteDatabase database;
  private final DataSource dataSource;
  private final PersistenceAhead persistence;
  private final @Nullable SqliteUsersAhead ahead;

  private OpenDatabase(
      RunLock lock,
      SqliteDatabase database,
      DataSource dataSource,
      PersistenceAhead persistence,
      @Nullable SqliteUsersAhead ahead) {
    this.lock = lock;
    this.database = database;
    this.dataSource = dataSource;
    this.persistence = persistence;
    this.ahead = ahead;
  }

  /** Opens the database; see {@link ImportSession#open}. */
  static OpenDatabase of(DatabaseFile file, ImportSession.Options options) {
    DelegatingDataSource dataSource = new DelegatingDataSource();
    PersistenceAhead persistence = PersistenceAhead.begin(dataSource);
    @Nullable RunLock lock = null;
    @Nullable SqliteDatabase database = null;
    try {
      lock = RunLock.take(file, options.patience(), options.work());
      database = SqliteDatabase.openForWriting(file);
      database.discardLeftovers();
      dataSource.setTargetDataSource(Echo.of(database, options.echo()));
      new Schema(database, dataSource).prepare();
      LedgerCheck.requireRoom(database);
      SqliteUsersAhead ahead =
          database.letsOthersRead()
              ? new SqliteUsersAhead(file, reading -> Echo.of(reading, options.echo()))
              : null;
      return new OpenDatabase(lock, database, dataSource, persistence, ahead);
    } catch (RuntimeException e) {
      try {
        giveBack(lock, database, null, persistence);
      } catch (RuntimeException another) {
        e.addSuppressed(another);
      }
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /**
   * The same for what makes no sense without a database.
   *
   * @throws Failure also {@code DATABASE_UNUSABLE} if there is none
   */
  static OpenDatabase existing(DatabaseFile file, ImportSession.Options options) {
    file.require();
    return of(file, options);
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** Waits until it is made. */
  Persistence persistence() {
    return persistence.get();
  }

  UserDatabase users() {
    Persistence made = persistence();
    return new UserDatabase(
        made.entityManager(),
        made.transactionManager(),
        made.runs(),
        new SqliteUserTable(database),
        new SqliteLedger(database),
        ahead,
        database::sync);
  }

  /** Makes a message of whatever goes wrong. */
  Function<Throwable, Failure> explain() {
    return thrown -> LedgerCheck.explain(thrown, database.file());
  }

  /**
   * Gives everything back, whatever fails of it.
   *
   * @throws Failure if any of it failed
   */
  @Override
  public void close() {
    giveBack(lock, database, ahead, persistence);
  }

  /** From the last to the first, so that the lock is held until the database is closed. */
  private static void giveBack(
      @Nullable RunLock lock,
      @Nullable SqliteDatabase database,
      @Nullable SqliteUsersAhead ahead,
      PersistenceAhead persistence) {
    try (lock;
        database;
        ahead;
        persistence) {
      // Closing is all there is to do.
    }
  }
}
