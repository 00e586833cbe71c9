package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds out whether a users table has rules of its own. In doubt it has: rows are then written in a
 * way that is right for any table, only slower.
 */
final class UserRules {

  private static final String OF_USERS = "'users'::regclass";

  /** An index that has one column and no condition, by which one can be found. */
  private static final String PLAIN_UNIQUE =
      "i.indisunique and i.indisvalid and i.indimmediate and i.indnkeyatts = 1"
          + " and i.indpred is null and i.indexprs is null";

  private static final String ANY =
      "select exists (select 1 from pg_trigger where tgrelid = "
          + OF_USERS
          + " and not tgisinternal and tgenabled <> 'D')"
          + " or exists (select 1 from pg_constraint where conrelid = "
          + OF_USERS
          + " and contype in ('c', 'f', 'x', 't') or contype = 'f' and confrelid = "
          + OF_USERS
          + ") or exists (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
          + " and a.attnum = i.indkey[0] where i.indrelid = "
          + OF_USERS
          + " and i.indisunique and not ("
          + PLAIN_UNIQUE
          + " and a.attname in ('id', 'username')))"
          // An index on an expression has no such column.
          + " or exists (select 1 from pg_index where indisunique and indkey[0] = 0 and indrelid = "
          + OF_USERS
          + ") or exists (select 1 from pg_attribute a join pg_type t on t.oid = a.atttypid"
          + " where a.attrelid = "
          + OF_USERS
          + " and a.attnum > 0 and not a.attisdropped and (t.typtype = 'd' or a.attgenerated <> ''"
          + " or a.attname = 'username' and a.atttypmod between 4 and 53"
          + " or a.attname = 'email' and (a.attnotnull or a.atttypmod between 4 and 103)"
          + " or a.attname not in ("
          + UserSql.KNOWN
          + ") and a.attnotnull and not a.atthasdef and a.attidentity = ''))";

  private static final String UNIQUE =
      "select exists (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
          + " and a.attnum = i.indkey[0] where i.indrelid = "
          + OF_USERS
          + " and a.attname = ? and "
          + PLAIN_UNIQUE
          + ")";

  private static final String REQUIRED =
      "select exists (select 1 from pg_attribute where attrelid = "
          + OF_USERS
          + " and attnotnull and attname = any(?))";

  private static final String KEYS =
      "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid join pg_attribute a"
          + " on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = "
          + OF_USERS
          + " and a.attname in ('id', 'username') and "
          + PLAIN_UNIQUE;

  private UserRules() {}

  /** The names of the indexes by which names and ids are unique. */
  static List<String> keys(Connection connection) throws SQLException {
    return Sql.texts(connection, KEYS);
  }

  static boolean hasRulesOfItsOwn(Connection connection) throws SQLException {
    return Sql.holds(connection, ANY);
  }

  /** Whether one of some columns can't be null, which a row may want it to be. */
  static boolean areAnyRequired(Connection connection, Array columns) throws SQLException {
    return Sql.holds(connection, REQUIRED, columns);
  }

  /** Whether no two users can have the same value in a column. */
  static boolean isUnique(Connection connection, String column) throws SQLException {
    return Sql.holds(connection, UNIQUE, column);
  }
}
