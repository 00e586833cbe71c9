package dev.rollcall.sqlite;

import dev.rollcall.database.Foresight;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.NextIds;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Of SQLite, which says by a number whether another connection has written. */
final class SqliteForesight implements Foresight {

  private final UserTable users;
  private final Ledger ledger;
  private boolean begun;
  private long version;
  private boolean nobody;

  SqliteForesight(UserTable users, Ledger ledger) {
    this.users = users;
    this.ledger = ledger;
  }

  @Override
  public Footing look(Connection connection, long change) throws SQLException {
    long now = Sql.number(connection, "pragma data_version");
    boolean undisturbed = begun && now == version;
    nobody = begun ? nobody && undisturbed : users.isEmpty(connection);
    begun = true;
    version = now;
    NextIds next = new NextIds(users.nextId(connection), 1 + ledger.newestChange(connection));
    return new Footing(undisturbed, nobody, next);
  }
}
