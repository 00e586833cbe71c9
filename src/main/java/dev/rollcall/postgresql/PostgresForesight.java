package dev.rollcall.postgresql;

import dev.rollcall.database.Foresight;
import dev.rollcall.database.Ledger;
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
  private final Ledger ledger;

  PostgresForesight(UserTable users, Ledger ledger) {
    this.users = users;
    this.ledger = ledger;
  }

  @Override
  public Footing look(Connection connection) throws SQLException {
    NextIds next = new NextIds(users.nextId(connection), 1 + ledger.newestChange(connection));
    return new Footing(true, false, next);
  }
}
