package dev.rollcall.postgresql;

import dev.rollcall.database.Echo;
import dev.rollcall.database.Foresight;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Pruning;
import dev.rollcall.database.Rehearsal;
import dev.rollcall.database.Space;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.database.sql.LedgerCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database that is locked against other runs, up to date, and open for writing. */
record PostgresWriting(
    PostgresAddress address,
    OneConnection connection,
    DataSource dataSource,
    RehearsableUsers users,
    PostgresLedger ledger)
    implements WritableDatabase {

  static PostgresWriting open(
      PostgresAddress address, String work, Duration patience, @Nullable Consumer<String> echo) {
    OneConnection connection = OneConnection.open(address, work, true);
    try {
      AdvisoryLock.take(connection, address.name(), patience);
      KeptColumns kept = new KeptColumns();
      DataSource dataSource = Echo.of(connection, echo, kept);
      new PostgresSchema(address.name(), dataSource).prepare();
      try (Connection looking = connection.getConnection()) {
        LedgerCheck.requireRoom(looking, address.name());
      }
      GivenIds ids = new GivenIds();
      return new PostgresWriting(
          address,
          connection,
          dataSource,
          new RehearsableUsers(new PostgresUserTable(ids, kept)),
          new PostgresLedger(ids, kept));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw PostgresErrors.explain(e, address.name());
    }
  }

  @Override
  public Foresight foresight() {
    return new PostgresForesight(users, ledger);
  }

  @Override
  public Rehearsal rehearsal() {
    return new PostgresRehearsal(users, ledger);
  }

  /** Nobody: what is looked up in the chunk's own transaction needs no second look. */
  @Override
  public @Nullable UsersAhead ahead() {
    return null;
  }

  /** The server has synced every commit. */
  @Override
  public void sync() {}

  @Override
  public Pruning pruning() {
    throw NotYet.on(address, "runs prune");
  }

  @Override
  public Space space() {
    throw NotYet.on(address, "runs prune");
  }

  @Override
  public void requireCompactable() {
    throw NotYet.on(address, "--vacuum");
  }

  @Override
  public void compact() {
    throw NotYet.on(address, "--vacuum");
  }

  @Override
  public void close() {
    connection.close();
  }
}
