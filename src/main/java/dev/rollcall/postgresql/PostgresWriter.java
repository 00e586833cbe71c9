package dev.rollcall.postgresql;

import dev.rollcall.database.Echo;
import dev.rollcall.database.Foresight;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.Work;
import dev.rollcall.database.Writer;
import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes beside others, on a connection without the run lock. */
record PostgresWriter(
    OneConnection connection, DataSource dataSource, UserTable users, Ledger ledger)
    implements Writer {

  /**
   * A writer that is frozen in mid-chunk holds up whoever takes over, but not for long. That its
   * commits are on the disk is made sure of once, by the run's last. Plans are made once, and not
   * for what the statistics say of a chunk's names and ids: they would read all users for them.
   */
  private static final String SETTINGS =
      "set idle_in_transaction_session_timeout = '30s'; set synchronous_commit = off;"
          + " set plan_cache_mode = force_generic_plan; set work_mem = '32MB'";

  static PostgresWriter open(
      PostgresAddress address,
      String work,
      @Nullable Consumer<String> echo,
      KeptColumns kept,
      UsersLayout layout) {
    OneConnection connection = OneConnection.open(address, work, true);
    try {
      DataSource dataSource = Echo.of(connection, echo, kept);
      try (Connection setting = dataSource.getConnection()) {
        Sql.execute(setting, SETTINGS);
        AdvisoryLock.markWriter(setting);
        setting.unwrap(PGConnection.class).setPrepareThreshold(1);
      }
      GivenIds ids = new GivenIds(layout.sequence());
      return new PostgresWriter(
          connection,
          dataSource,
          new PostgresUserTable(layout, ids, kept),
          new PostgresLedger(ids, kept));
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
  public <T> T inTransaction(Work<T> work) throws SQLException {
    return Work.commit(dataSource, work);
  }

  @Override
  public void close() {
    connection.close();
  }
}
