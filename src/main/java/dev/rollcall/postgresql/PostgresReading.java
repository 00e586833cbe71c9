package dev.rollcall.postgresql;

import dev.rollcall.database.Echo;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.database.UserTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database that is open for reading. */
record PostgresReading(
    OneConnection connection, DataSource dataSource, UserTable users, Ledger ledger)
    implements ReadableDatabase {

  static PostgresReading open(PostgresAddress address, @Nullable Consumer<String> echo) {
    OneConnection connection = OneConnection.open(address, "reads", false);
    try {
      DataSource dataSource = Echo.of(connection, echo);
      new PostgresSchema(address.name(), dataSource).requireCurrent();
      GivenIds ids = new GivenIds(null);
      KeptColumns kept = new KeptColumns();
      UserTable users = new PostgresUserTable(UsersLayout.OURS, ids, kept);
      try (Connection looking = connection.getConnection()) {
        users.keepKnown(looking);
      }
      return new PostgresReading(connection, dataSource, users, new PostgresLedger(ids, kept));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw PostgresErrors.explain(e, address.name());
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
