package dev.rollcall.postgresql.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Verbatim;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes on rows of COPY whose cells the report writes as they are: nearly all rows, in less than
 * half the time.
 */
final class PlainRows {

  /** Instead of what is behind a row that is not plain. */
  static final int NOT = -1;

  private static final EnumSet<CellKind> AS_THEY_ARE =
      EnumSet.of(CellKind.INTEGER, CellKind.NUMERIC, CellKind.TEXT);

  /** Eight bytes at once, the first of them lowest. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = ONES << 7;

  /** Where the last of eight is a mark, as the one before the next eight. */
  private static final int LAST = 7 * Byte.SIZE;

  private static final long MARK = 0x80;

  private final long delimiters;
  private final long forDelimiter;
  private final byte[] lineEnd;

  private PlainRows(Verbatim format) {
    boolean tabs = format.delimiter() == '\t';
    // A tab in a cell is escaped, so there is nothing else to look for.
    this.delimiters = ONES * (tabs ? '"' : format.delimiter());
    this.forDelimiter = '\t' ^ format.delimiter();
    this.lineEnd = format.lineEnd().getBytes(UTF_8);
  }

  /** Null if the format writes cells otherwise than COPY, or null is not nothing in it. */
  static @Nullable PlainRows of(List<CellKind> kinds, RowEncoder encoder) {
    Verbatim format = encoder.verbatim();
    return format != null
            && format.nullText().isEmpty()
            && !format.formulas()
            && AS_THEY_ARE.containsAll(kinds)
        ? new PlainRows(format)
        : null;
  }

  /**
   * Adds the row that begins there, and says what is behind it; or adds nothing and says {@link
   * #NOT}: something in it is escaped or in need of quotes, or a cell is empty, which is not how
   * null is written here.
   */
  int add(byte[] rows, int start, Bytes out) {
    out.reserve(rows.length - start + Long.BYTES);
    byte[] into = out.array();
    int to = out.size();
    long before = MARK;
    for (int at = start; ; at += Long.BYTES, to += Long.BYTES) {
      long eight = eight(rows, at);
      long tabs = places(eight ^ ONES * '\t');
      long ends = places(eight ^ ONES * '\n');
      long marks = tabs | ends;
      long others =
          places(eight ^ ONES * '"') | places(eight ^ ONES * '\\') | places(eight ^ delimiters);
      long wrong = others | marks & (marks << Byte.SIZE | before);
      EIGHT.set(into, to, eight ^ (tabs >>> 7) * forDelimiter);
      if (ends != 0) {
        long end = Long.lowestOneBit(ends);
        if ((wrong & (end | end - 1)) != 0) {
          return NOT;
        }
        int length = Long.numberOfTrailingZeros(end) / Byte.SIZE;
        out.size(to + length);
        out.add(lineEnd);
        return at + length + 1;
      }
      if (wrong != 0) {
        return NOT;
      }
      before = marks >>> LAST;
    }
  }

  /** Those that are left, where they are fewer, and zeros. */
  private static long eight(byte[] rows, int at) {
    if (at + Long.BYTES <= rows.length) {
      return (long) EIGHT.get(rows, at);
    }
    long eight = 0;
    for (int i = rows.length - 1; i >= at; i--) {
      eight = eight << Byte.SIZE | rows[i] & 0xff;
    }
    return eight;
  }

  /**
   * Where a byte is zero, its highest bit. By the exact test in <a
   * href="https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord">Bit Twiddling Hacks</a>.
   */
  private static long places(long bytes) {
    return ~((bytes & ~HIGHEST_BITS) + ~HIGHEST_BITS | bytes | ~HIGHEST_BITS);
  }
}
