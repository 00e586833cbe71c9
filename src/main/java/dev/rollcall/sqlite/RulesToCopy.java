package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what another program's table of users has that our own in a database of another kind would
 * not have: rules that refuse or change rows, and defaults. Indexes that only make it faster don't
 * count.
 */
final class RulesToCopy {

  /** What is no SQL in the text of a table: comments, texts and quoted names. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "--[^\\n]*|/\\*.*?\\*/|'[^']*'|\"[^\"]*\"|`[^`]*`|\\[[^\\]]*\\]", Pattern.DOTALL);

  /** Rules that SQLite tells of in no other way. */
  private static final Pattern RULE =
      Pattern.compile(
          "\\bcheck\\s*\\(|\\bcollate\\s++(?!binary\\b)\\w*|\\bon\\s+conflict\\s++(?!abort\\b)\\w+",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_SHOWN = 60;

  private final Connection connection;
  private final List<String> rules = new ArrayList<>();

  private RulesToCopy(Connection connection) {
    this.connection = connection;
  }

  /**
   * Each in some words, such as {@code the default of flag}; without texts, which may be secret.
   */
  static List<String> of(Connection connection) throws SQLException {
    RulesToCopy found = new RulesToCopy(connection);
    found.findInColumns();
    found.findInTexts();
    found.findUniqueIndexes();
    found.findForeignKeys();
    found.findTriggers();
    return found.rules;
  }

  private void findInColumns() throws SQLException {
    Sql.each(
        connection,
        "select name, \"notnull\", dflt_value, hidden from pragma_table_xinfo('users') where pk = 0"
            + " order by cid",
        row -> {
          String name = row.getString(1);
          String usual = row.getString(3);
          boolean isLevel = name.equalsIgnoreCase("level");
          if (row.getInt(2) != 0 && !isLevel && !name.equalsIgnoreCase("username")) {
            rules.add("the not null of " + name);
          }
          if (usual != null && !usual.equals(isLevel ? "1" : "null")) {
            rules.add("the default of " + name);
          }
          if (row.getInt(4) != 0) {
            rules.add("the generated column " + name);
          }
        });
  }

  private void findInTexts() throws SQLException {
    for (String sql :
        Sql.texts(
            connection,
            "select sql from sqlite_master where type in ('table', 'index') and sql is not null"
                + " and tbl_name = 'users' collate nocase")) {
      String bare = QUOTED.matcher(sql).replaceAll(found -> " ".repeat(found.group().length()));
      Matcher rule = RULE.matcher(bare);
      while (rule.find()) {
        int end = bare.charAt(rule.end() - 1) == '(' ? closed(bare, rule.end()) : rule.end();
        rules.add(shortened(sql.substring(rule.start(), end)));
      }
    }
  }

  /** Where what was opened before a place in a text ends. */
  private static int closed(String text, int from) {
    int open = 1;
    int at = from;
    while (open > 0 && at < text.length()) {
      char each = text.charAt(at++);
      open += each == '(' ? 1 : each == ')' ? -1 : 0;
    }
    return at;
  }

  private void findUniqueIndexes() throws SQLException {
    Sql.each(
        connection,
        "select name, origin, partial, (select group_concat(coalesce(name, 'an expression'), ', ')"
            + " from pragma_index_info(indexes.name)) from pragma_index_list('users') as indexes"
            + " where \"unique\" = 1 and origin <> 'pk' order by name",
        row -> {
          String columns = row.getString(4);
          if (!columns.equalsIgnoreCase("username") || row.getBoolean(3)) {
            rules.add(
                row.getString(2).equals("u")
                    ? "unique (" + columns + ")"
                    : "the unique index " + row.getString(1));
          }
        });
  }

  /** From users, and to them. */
  private void findForeignKeys() throws SQLException {
    rules.addAll(
        Sql.texts(
            connection,
            "select distinct 'the foreign key of ' || case lower(tables.name) when 'users'"
                + " then keys.\"from\" else tables.name end"
                + " from sqlite_master as tables, pragma_foreign_key_list(tables.name) as keys"
                + " where tables.type = 'table' and (tables.name = 'users' collate nocase"
                + " or keys.\"table\" = 'users' collate nocase) order by 1"));
  }

  private void findTriggers() throws SQLException {
    rules.addAll(
        Sql.texts(
            connection,
            "select 'the trigger ' || name from sqlite_master where type = 'trigger'"
                + " and tbl_name = 'users' collate nocase order by name"));
  }

  private static String shortened(String sql) {
    String line = sql.replaceAll("'[^']*'", "'…'").replaceAll("\\s+", " ").strip();
    return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
  }
}
