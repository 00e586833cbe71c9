package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Dialect;

/** The words of SQLite. */
enum SqliteDialect implements Dialect {
  INSTANCE;

  @Override
  public String key() {
    return "integer primary key";
  }

  /** Its planner takes the tables of a cross join in their order. */
  @Override
  public String joinInOrder() {
    return "cross join";
  }

  @Override
  public String numbers(String parameter) {
    return "(select value from json_each(" + parameter + "))";
  }

  @Override
  public String exact(String text) {
    return text + " collate binary";
  }

  @Override
  public String soundColumns(String table) {
    return LedgerColumns.sound(table);
  }
}
