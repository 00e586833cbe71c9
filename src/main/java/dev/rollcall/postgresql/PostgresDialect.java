package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Dialect;

/** The words of PostgreSQL. */
enum PostgresDialect implements Dialect {
  INSTANCE;

  @Override
  public String key() {
    return "bigint primary key";
  }

  @Override
  public String joinInOrder() {
    return "join";
  }

  @Override
  public String numbers(String parameter) {
    return "(select cast(value as bigint) from json_array_elements_text(cast("
        + parameter
        + " as json)) as numbers(value))";
  }

  @Override
  public String exact(String text) {
    return text + " collate \"C\"";
  }

  /** The columns have types. */
  @Override
  public String soundColumns(String table) {
    return "true";
  }
}
