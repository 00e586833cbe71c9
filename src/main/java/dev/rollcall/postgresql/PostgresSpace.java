package dev.rollcall.postgresql;

import dev.rollcall.database.Space;
import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How large our tables are on the server. */
final class PostgresSpace {

  private static final String OURS =
      "relkind = 'r' and relnamespace = quote_ident(current_schema())::regnamespace"
          + " and relname like 'rollcall\\_%'";

  private static final String SIZE =
      "select coalesce(sum(pg_total_relation_size(oid)), 0)::bigint from pg_class where " + OURS;

  private PostgresSpace() {}

  /** What of that is free only vacuum finds out. */
  static Space of(Connection connection) throws SQLException {
    return new Space(Sql.number(connection, SIZE), 0);
  }

  /** Writes our tables anew, which locks each for as long as that takes; not those of users. */
  static void giveBack(Connection connection) throws SQLException {
    List<String> tables =
        Sql.texts(
            connection,
            "select quote_ident(relname) from pg_class where " + OURS + " order by relname");
    Sql.execute(connection, "vacuum (full, analyze) " + String.join(", ", tables));
  }
}
