package dev.rollcall.postgresql;

import dev.rollcall.database.Echo;
import dev.rollcall.database.Foresight;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Pruning;
import dev.rollcall.database.Rehearsal;
import dev.rollcall.database.Space;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.database.Work;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.PruneRows;
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
    PostgresLedger ledger,
    @Nullable PostgresWriters writers)
    implements WritableDatabase {

  static PostgresWriting open(
      PostgresAddress address, String work, Duration patience, @Nullable Consumer<String> echo) {
    OneConnection connection = OneConnection.open(address, work, true);
    try {
      AdvisoryLock.take(connection, address.name(), patience);
      KeptColumns kept = new KeptColumns();
      DataSource dataSource = Echo.of(connection, echo, kept);
      new PostgresSchema(address.name(), dataSource).prepare();
      UsersLayout layout;
      try (Connection looking = connection.getConnection()) {
        LedgerCheck.requireRoom(looking, address.name());
        // What somebody who died has handed out may hold secrets.
        PostgresHandedOut.clear(looking);
        layout = UsersLayout.of(looking);
      }
      GivenIds ids = new GivenIds(layout.sequence());
      return new PostgresWriting(
          address,
          connection,
          dataSource,
          new RehearsableUsers(new PostgresUserTable(layout, ids, kept)),
          new PostgresLedger(ids, kept),
          // Without a sequence two who write at once would give the same ids.
          layout.sequence() == null
              ? null
              : new PostgresWriters(address, work, echo, kept, layout));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw PostgresErrors.explain(e, address.name());
    }
  }

  @Override
  public Foresight foresight() {
    return new PostgresForesight(users);
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
    return new PruneRows(PostgresDialect.INSTANCE);
  }

  /** Of our tables, and what vacuum has found to be free in them. */
  @Override
  public Space space() {
    return ask(PostgresSpace::of);
  }

  /** Rows have no numbers that it could change. */
  @Override
  public void requireCompactable() {}

  @Override
  public void compact() {
    ask(
        free -> {
          PostgresSpace.giveBack(free);
          return true;
        });
  }

  private <T> T ask(Work<T> question) {
    return Work.ask(dataSource, question, e -> PostgresErrors.explain(e, address.name()));
  }

  @Override
  public void close() {
    connection.close();
  }
}
