package dev.rollcall.postgresql.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Value.Kind;
import java.sql.Types;

/**
 * What becomes of the cells of a column: in a report a value is written as SQLite writes it, which
 * has no other kinds.
 */
enum CellKind {
  INTEGER {
    @Override
    void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out) {
      encoder.cell(column, Kind.INTEGER, bytes, from, to, out);
    }
  },
  /** Of four or eight bytes. */
  REAL {
    @Override
    void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out) {
      String text = RealText.of(new String(bytes, from, to - from, US_ASCII));
      giveText(column, text, Kind.REAL, encoder, out);
    }
  },
  /** A sum of whole numbers is one; the digits of others stay as they are. */
  NUMERIC {
    @Override
    void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out) {
      Kind kind = Kind.INTEGER;
      for (int i = from; i < to; i++) {
        if (bytes[i] > '9') {
          encoder.cell(column, Kind.TEXT, bytes, from, to, out);
          return;
        }
        kind = bytes[i] == '.' ? Kind.REAL : kind;
      }
      encoder.cell(column, kind, bytes, from, to, out);
    }
  },
  /** {@code t} or {@code f}. */
  TRUTH {
    @Override
    void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out) {
      giveText(column, bytes[from] == 't' ? "1" : "0", Kind.INTEGER, encoder, out);
    }
  },
  /** Hexadecimal digits behind {@code \x}. */
  BINARY {
    @Override
    void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out) {
      byte[] binary = new byte[(to - from) / 2 - 1];
      for (int i = 0; i < binary.length; i++) {
        int at = from + 2 * i + 2;
        binary[i] =
            (byte) (Character.digit(bytes[at], 16) << 4 | Character.digit(bytes[at + 1], 16));
      }
      encoder.cell(column, Kind.BLOB, binary, 0, binary.length, out);
    }
  },
  TEXT {
    @Override
    void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out) {
      encoder.cell(column, Kind.TEXT, bytes, from, to, out);
    }
  };

  /** Of a column by its type, one of {@link Types}. */
  static CellKind of(int type) {
    return switch (type) {
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> REAL;
      case Types.NUMERIC, Types.DECIMAL -> NUMERIC;
      case Types.BIT, Types.BOOLEAN -> TRUTH;
      case Types.BINARY, Types.VARBINARY -> BINARY;
      default -> TEXT;
    };
  }

  /** Gives a cell that is not null, as the server writes it. */
  abstract void give(int column, byte[] bytes, int from, int to, RowEncoder encoder, Bytes out);

  private static void giveText(int column, String text, Kind kind, RowEncoder encoder, Bytes out) {
    byte[] bytes = text.getBytes(US_ASCII);
    encoder.cell(column, kind, bytes, 0, bytes.length, out);
  }
}
