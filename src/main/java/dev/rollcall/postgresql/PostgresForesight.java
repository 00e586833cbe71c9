package dev.rollcall.postgresql;

import dev.rollcall.database.Foresight;
import dev.rollcall.database.NextIds;
import dev.rollcall.database.UserTable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Of PostgreSQL, where users are looked up in the transaction that writes them: it sees nobody
 * else's writes, and fails if there were any that concern it.
 */
final class PostgresForesight implements Foresight {

  private final UserTable users;

  PostgresForesight(UserTable users) {
    this.users = users;
  }

  @Override
  public Footing look(Connection connection, long change) throws SQLException {
    NextIds next = new NextIds(users.nextId(connection), change);
    return new Footing(true, false, next);
  }
}
