package dev.rollcall.postgresql;

import dev.rollcall.database.Echo;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.database.Writers;
import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database as one of those has it who share the work of a run. */
record PostgresWork(
    OneConnection lease,
    OneConnection connection,
    DataSource leases,
    DataSource dataSource,
    UserTable users,
    Ledger ledger,
    Writers writers)
    implements WorkerDatabase {

  /** Whoever waits for a part sees what was sent since; who is frozen gives it back in time. */
  private static final String OF_LEASES =
      "set default_transaction_isolation = 'read committed';"
          + " set idle_in_transaction_session_timeout = '30s'";

  static PostgresWork open(PostgresAddress address, String work, @Nullable Consumer<String> echo) {
    OneConnection connection = OneConnection.open(address, work, true);
    @Nullable OneConnection lease = null;
    try {
      KeptColumns kept = new KeptColumns();
      DataSource dataSource = Echo.of(connection, echo, kept);
      new PostgresSchema(address.name(), dataSource).requireCurrent();
      lease = OneConnection.open(address, work, true);
      UsersLayout layout;
      try (Connection looking = connection.getConnection();
          Connection setting = lease.getConnection()) {
        layout = UsersLayout.of(looking);
        Sql.execute(setting, OF_LEASES);
      }
      GivenIds ids = new GivenIds(layout.sequence());
      return new PostgresWork(
          lease,
          connection,
          Echo.of(lease, echo, kept),
          dataSource,
          new PostgresUserTable(layout, ids, kept),
          new PostgresLedger(ids, kept),
          new PostgresWriters(address, work, echo, kept, layout));
    } catch (SQLException | RuntimeException e) {
      if (lease != null) {
        lease.close();
      }
      connection.close();
      throw PostgresErrors.explain(e, address.name());
    }
  }

  @Override
  public void close() {
    lease.close();
    connection.close();
  }
}
