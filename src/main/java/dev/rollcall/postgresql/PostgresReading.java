package dev.rollcall.postgresql;

import dev.rollcall.database.Echo;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.database.UserTable;
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
      GivenIds ids = new GivenIds();
      return new PostgresReading(
          connection, dataSource, new PostgresUserTable(ids), new PostgresLedger(ids));
    } catch (RuntimeException e) {
      connection.close();
      throw PostgresErrors.explain(e, address.name());
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
