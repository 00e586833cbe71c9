package dev.rollcall.sqlite;

import java.util.Locale;

/** What SQLite makes of a column's declared type. */
enum Affinity {
  INTEGER,
  TEXT,
  OTHER;

  static Affinity of(String declared) {
    String type = declared.toUpperCase(Locale.ROOT);
    if (type.contains("INT")) {
      return INTEGER;
    }
    return type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT") ? TEXT : OTHER;
  }
}
