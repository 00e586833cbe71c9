package dev.rollcall.sqlite;

import dev.rollcall.database.Echo;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.database.UserTable;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An SQLite database that is open for reading. */
record SqliteReading(SqliteDatabase database, DataSource dataSource, UserTable users, Ledger ledger)
    implements ReadableDatabase {

  static SqliteReading open(SqliteFile file, @Nullable Consumer<String> echo) {
    SqliteDatabase database = SqliteDatabase.openForReading(file);
    try {
      DataSource dataSource = Echo.of(database, echo);
      new SqliteSchema(database, dataSource).requireCurrent();
      KeptColumns kept = new KeptColumns();
      UserTable users = new SqliteUserTable(database, kept);
      database.outsideTransactions(users::keepKnown);
      return new SqliteReading(database, dataSource, users, new SqliteLedger(database, kept));
    } catch (RuntimeException e) {
      database.close();
      throw SqliteErrors.explain(e, file.name());
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
