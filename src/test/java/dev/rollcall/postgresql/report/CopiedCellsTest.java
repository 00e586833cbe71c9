package dev.rollcall.postgresql.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Value.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows as COPY writes them, beside their cells given to the format one by one. */
class CopiedCellsTest {

  private static final List<ReportFormat> FORMATS =
      List.of(ReportFormat.CSV, ReportFormat.TSV, ReportFormat.JSONL, ReportFormat.SQL);

  private static final List<Layout> LAYOUTS =
      List.of(
          Layout.DEFAULT,
          Layout.DEFAULT,
          new Layout(true, "NULL", false),
          new Layout(true, "", true));

  /** Bytes beyond 127, too, which are below 0 in Java. */
  private static final String[] PLAIN = {
    "a", "name", "ann.fox-1@example.com", "Zoë", "李", "😀", "+", " ", ";", "\u0001", "\u007f", "N"
  };

  private static final String[] OTHERS = {
    "", "\"", ",", "\t", "\n", "\r", "\\", "\\N", "\\.", "\b", "\f", "\u000b", "=1", "NULL"
  };

  @Test
  void areWhatTheirCellsAre() {
    Seeds.each(2_000, this::compare);
  }

  private void compare(Random random) {
    int columns = random.nextInt(5) + 1;
    List<CellKind> kinds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean truth = random.nextInt(10) == 0;
    for (int i = 0; i < columns; i++) {
      kinds.add(
          truth && i == 0
              ? CellKind.TRUTH
              : random.nextBoolean() ? CellKind.INTEGER : CellKind.TEXT);
      names.add("column" + i);
    }
    RowEncoder encoder =
        FORMATS
            .get(random.nextInt(FORMATS.size()))
            .encoder("users", names, LAYOUTS.get(random.nextInt(LAYOUTS.size())));
    CopiedCells cells = new CopiedCells(kinds, encoder);
    Bytes actual = new Bytes();
    Bytes expected = new Bytes();
    int others = random.nextInt(3) == 0 ? 0 : random.nextInt(20);
    for (int block = random.nextInt(4); block >= 0; block--) {
      StringBuilder copied = new StringBuilder();
      int rows = random.nextInt(40) + 1;
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < columns; i++) {
          @Nullable String value = value(kinds.get(i), others, random);
          copied.append(i == 0 ? "" : "\t").append(escaped(value));
          give(i, kinds.get(i), value, encoder, expected);
        }
        copied.append('\n');
        encoder.endRow(expected);
      }
      byte[] bytes = copied.toString().getBytes(UTF_8);
      int added = 0;
      for (int at = 0; at < bytes.length; added++) {
        at = cells.add(bytes, at, actual);
      }
      assertThat(added).isEqualTo(rows);
    }
    assertThat(text(actual)).isEqualTo(text(expected));
  }

  private static @Nullable String value(CellKind kind, int others, Random random) {
    if (random.nextInt(100) < others) {
      return null;
    }
    if (kind == CellKind.TRUTH) {
      return random.nextBoolean() ? "t" : "f";
    }
    if (kind == CellKind.INTEGER) {
      return Long.toString(random.nextLong() >> random.nextInt(Long.SIZE));
    }
    StringBuilder text = new StringBuilder(PLAIN[random.nextInt(PLAIN.length)]);
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PLAIN[random.nextInt(PLAIN.length)]);
    }
    if (random.nextInt(100) < others) {
      String other = OTHERS[random.nextInt(OTHERS.length)];
      return random.nextBoolean() ? other : text.insert(random.nextInt(2), other).toString();
    }
    return text.toString();
  }

  private static String escaped(@Nullable String value) {
    return value == null
        ? "\\N"
        : value
            .replace("\\", "\\\\")
            .replace("\b", "\\b")
            .replace("\f", "\\f")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\u000b", "\\v");
  }

  private static void give(
      int column, CellKind kind, @Nullable String value, RowEncoder encoder, Bytes out) {
    String meant =
        value == null ? "" : kind != CellKind.TRUTH ? value : value.equals("t") ? "1" : "0";
    byte[] bytes = meant.getBytes(UTF_8);
    Kind known = kind == CellKind.TEXT ? Kind.TEXT : Kind.INTEGER;
    encoder.cell(column, value == null ? Kind.NULL : known, bytes, 0, bytes.length, out);
  }

  private static String text(Bytes bytes) {
    return new String(Arrays.copyOf(bytes.array(), bytes.size()), UTF_8);
  }
}
