package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out whether a users table has rules of its own. In doubt it has: rows are then written in a
 * way that is right for any table, only slower.
 */
final class UserRules {

  private static final Set<String> NEVER_NULL = neverNull();

  /** Also where one of the words is only part of a name or a default. */
  private static final Pattern RULE_IN_TEXT =
      Pattern.compile("\\b(check|conflict|collate|strict)\\b", Pattern.CASE_INSENSITIVE);

  private UserRules() {}

  private static Set<String> neverNull() {
    Set<String> names = new HashSet<>(UserSql.COLUMNS);
    UserColumn.OWN.stream().filter(UserColumn::isText).map(UserColumn::word).forEach(names::remove);
    return names;
  }

  static boolean hasRulesOfItsOwn(Connection connection) throws SQLException {
    return hasTrigger(connection)
        || hasRuleInText(connection)
        || hasForeignKeys(connection)
        || hasColumnsWithRules(connection)
        || hasOtherUniqueIndex(connection);
  }

  private static boolean hasTrigger(Connection connection) throws SQLException {
    String sql =
        "select count(*) from sqlite_master where type = 'trigger'"
            + " and tbl_name = 'users' collate nocase";
    return Sql.number(connection, sql) > 0;
  }

  private static boolean hasRuleInText(Connection connection) throws SQLException {
    String sql =
        "select sql from sqlite_master where type in ('table', 'index')"
            + " and tbl_name = 'users' collate nocase";
    return Sql.texts(connection, sql).stream().anyMatch(text -> RULE_IN_TEXT.matcher(text).find());
  }

  /** To other tables, or from them. */
  private static boolean hasForeignKeys(Connection connection) throws SQLException {
    String sql =
        "select count(*) from sqlite_master as tables, pragma_foreign_key_list(tables.name) as keys"
            + " where tables.type = 'table'"
            + " and (tables.name = 'users' collate nocase or keys.\"table\" = 'users' collate nocase)";
    return Sql.number(connection, sql) > 0;
  }

  private static boolean hasColumnsWithRules(Connection connection) throws SQLException {
    return Sql.list(
            connection,
            "select name, \"notnull\", hidden from pragma_table_xinfo('users')",
            UserRules::hasColumnRule)
        .contains(true);
  }

  private static boolean hasColumnRule(ResultSet column) throws SQLException {
    boolean mayBeNull = column.getInt(2) == 0;
    boolean plain = column.getInt(3) == 0;
    boolean neverNull = NEVER_NULL.contains(column.getString(1).toLowerCase(Locale.ROOT));
    return !plain || !mayBeNull && !neverNull;
  }

  private static boolean hasOtherUniqueIndex(Connection connection) throws SQLException {
    for (String index : uniqueIndexes(connection)) {
      if (!columns(connection, index).equals(List.of("username"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether two users can't have the same username. */
  static boolean usernamesAreUnique(Connection connection) throws SQLException {
    for (String index : uniqueIndexes(connection)) {
      if (columns(connection, index).equals(List.of("username"))) {
        return true;
      }
    }
    return false;
  }

  /** Without the primary key's; one that covers only some rows counts as one with a column more. */
  private static List<String> uniqueIndexes(Connection connection) throws SQLException {
    return Sql.texts(
        connection,
        "select name from pragma_index_list('users') where \"unique\" = 1 and origin <> 'pk'");
  }

  private static List<String> columns(Connection connection, String index) throws SQLException {
    List<String> columns =
        Sql.texts(
            connection,
            "select lower(name) from pragma_index_xinfo(?) where key = 1"
                + " union all select '(partial)' from pragma_index_list('users')"
                + " where name = ? and partial = 1",
            index,
            index);
    return List.copyOf(columns);
  }
}
