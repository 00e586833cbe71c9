package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Value;
import dev.rollcall.reporting.Value.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Single values of a result, as SQLite has them. */
final class ResultValues {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ResultValues() {}

  /** The value of a column; the first is 1. */
  static Value value(ResultSet result, int column) throws SQLException {
    Kind kind = kind(result.getObject(column));
    return switch (kind) {
      case NULL -> Value.NULL;
      case INTEGER, REAL, TEXT -> new Value(kind, result.getString(column));
      case BLOB -> new Value(kind, HEX.formatHex(result.getBytes(column)));
    };
  }

  /** The kind of what the driver gives for a value. */
  static Kind kind(@Nullable Object object) {
    if (object == null) {
      return Kind.NULL;
    }
    if (object instanceof String) {
      return Kind.TEXT;
    }
    if (object instanceof byte[]) {
      return Kind.BLOB;
    }
    return object instanceof Double ? Kind.REAL : Kind.INTEGER;
  }
}
