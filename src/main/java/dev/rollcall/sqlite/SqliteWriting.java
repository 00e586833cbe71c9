package dev.rollcall.sqlite;

import dev.rollcall.database.Echo;
import dev.rollcall.database.Foresight;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.Pruning;
import dev.rollcall.database.Space;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.PruneRows;
import dev.rollcall.database.sql.Sql;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An SQLite database that is locked against other runs, up to date, and open for writing. */
record SqliteWriting(
    RunLock lock,
    SqliteDatabase database,
    DataSource dataSource,
    UserTable users,
    Ledger ledger,
    @Nullable SqliteUsersAhead ahead)
    implements WritableDatabase {

  static SqliteWriting open(
      SqliteFile file, String work, Duration patience, @Nullable Consumer<String> echo) {
    @Nullable RunLock lock = null;
    @Nullable SqliteDatabase database = null;
    try {
      lock = RunLock.take(file, patience, work);
      database = SqliteDatabase.openForWriting(file);
      database.discardLeftovers();
      KeptColumns kept = new KeptColumns();
      DataSource dataSource = Echo.of(database, echo, kept);
      new SqliteSchema(database, dataSource).prepare();
      database.outsideTransactions(c -> LedgerCheck.requireRoom(c, file.name()));
      SqliteUsersAhead ahead =
          database.letsOthersRead()
              ? new SqliteUsersAhead(file, reading -> Echo.of(reading, echo, kept), kept)
              : null;
      return new SqliteWriting(
          lock,
          database,
          dataSource,
          new SqliteUserTable(database, kept),
          new SqliteLedger(database, kept),
          ahead);
    } catch (RuntimeException e) {
      try {
        giveBack(lock, database, null);
      } catch (RuntimeException another) {
        e.addSuppressed(another);
      }
      throw SqliteErrors.explain(e, file.name());
    }
  }

  @Override
  public Foresight foresight() {
    return new SqliteForesight(users, ledger);
  }

  @Override
  public void sync() {
    database.sync();
  }

  @Override
  public Pruning pruning() {
    // Spring Batch's tables have no index by which their keys could be checked; and what goes is
    // dropped in the right order.
    database.outsideTransactions(c -> Sql.execute(c, "pragma foreign_keys = off"));
    return new PruneRows(SqliteDialect.INSTANCE);
  }

  @Override
  public Space space() {
    return database.ask(
        connection -> {
          long page = Sql.number(connection, "pragma page_size");
          return new Space(
              page * Sql.number(connection, "pragma page_count"),
              page * Sql.number(connection, "pragma freelist_count"));
        });
  }

  @Override
  public void requireCompactable() {
    RenumberedTables.refuse(database);
  }

  @Override
  public void compact() {
    database.outsideTransactions(connection -> Sql.execute(connection, "vacuum"));
  }

  @Override
  public void close() {
    giveBack(lock, database, ahead);
  }

  /** From the last to the first, so that the lock is held until the database is closed. */
  private static void giveBack(
      @Nullable RunLock lock, @Nullable SqliteDatabase database, @Nullable SqliteUsersAhead ahead) {
    try (lock;
        database;
        ahead) {
      // Closing is all there is to do.
    }
  }
}
