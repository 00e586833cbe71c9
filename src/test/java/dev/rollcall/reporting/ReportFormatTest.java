package dev.rollcall.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.proof.Json;
import dev.rollcall.reporting.Value.Kind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever rows hold, readers who know nothing of us read the same values from each format. */
class ReportFormatTest {

  private static final int CASES = 300;

  private static final List<String> PIECES =
      List.of(
          "a", "Zoë", "李", "😀", "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", " ", "'", "=1",
          "-1", "+", "@", "＝", "＠", "\\", "\\N", "null", "7", "\u001f", "\u007f", "\u2028", "/*",
          "--", "$$", "\ufeff", "#");

  private static final List<String> NUMBERS = List.of("0", "7", "-1", "9223372036854775807");
  private static final List<String> REALS = List.of("0.1", "-1.0e-300", "7.0", "Inf", "-Inf");
  private static final List<String> NULLS = List.of("", "\\N", "null", "7", "-", "=1", "a");

  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n＋－＝＠].*", Pattern.DOTALL);

  @Test
  void delimitedTextIsReadAsItWasWritten() {
    Seeds.each(
        CASES,
        random -> {
          ReportFormat format = random.nextBoolean() ? ReportFormat.CSV : ReportFormat.TSV;
          Layout layout =
              new Layout(random.nextBoolean(), any(NULLS, random), random.nextBoolean());
          List<String> columns = columns(random);
          List<List<Value>> rows = rows(columns.size(), true, random);
          List<List<@Nullable String>> expected = new ArrayList<>();
          if (layout.header()) {
            List<Value> names = columns.stream().map(each -> new Value(Kind.TEXT, each)).toList();
            expected.add(delimited(names, layout));
          }
          rows.forEach(row -> expected.add(delimited(row, layout)));
          String text = written(format.encoder("r", columns, layout), rows);
          assertThat(read(text, format == ReportFormat.CSV ? ',' : '\t', layout.nullText()))
              .as("%s %s", layout, text)
              .isEqualTo(expected);
          String end = format == ReportFormat.CSV ? "\r\n" : "\n";
          assertThat(text.isEmpty() || text.endsWith(end)).isTrue();
        });
  }

  private static List<@Nullable String> delimited(List<Value> row, Layout layout) {
    List<@Nullable String> cells = new ArrayList<>();
    for (Value value : row) {
      boolean formula = value.kind() == Kind.TEXT && FORMULA.matcher(value.text()).matches();
      boolean aloneNull = row.size() == 1 && layout.nullText().isEmpty();
      cells.add(
          switch (value.kind()) {
            case NULL -> aloneNull ? "" : null;
            default -> (layout.spreadsheetSafe() && formula ? "'" : "") + value.text();
          });
    }
    return cells;
  }

  private static List<List<@Nullable String>> read(String text, char delimiter, String nullText)
      throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(false)
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setNullString(nullText)
            .get();
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord row : parser) {
        List<@Nullable String> cells = new ArrayList<>();
        row.forEach(cells::add);
        rows.add(cells);
      }
    }
    return rows;
  }

  @Test
  void everyLineOfJsonIsAnObjectWithTheSameValues() {
    Seeds.each(
        CASES,
        random -> {
          List<String> columns = columns(random);
          List<List<Value>> rows = rows(columns.size(), true, random);
          String text = written(ReportFormat.JSONL.encoder("r", columns, Layout.DEFAULT), rows);
          List<Map<String, Object>> objects = Json.lines(text);
          assertThat(objects).hasSameSizeAs(rows);
          for (int at = 0; at < rows.size(); at++) {
            assertThat(objects.get(at).keySet()).containsExactlyElementsOf(columns);
            for (int column = 0; column < columns.size(); column++) {
              Value value = rows.get(at).get(column);
              assertThat(objects.get(at).get(columns.get(column)))
                  .as("%s", value)
                  .satisfies(read -> assertSame(value, read));
            }
          }
        });
  }

  private static void assertSame(Value value, @Nullable Object read) {
    switch (value.kind()) {
      case NULL -> assertThat(read).isNull();
      case INTEGER -> assertThat(((Number) read).longValue()).isEqualTo(integer(value));
      case REAL -> assertThat(((Number) read).doubleValue()).isEqualTo(real(value));
      case TEXT, BLOB -> assertThat(read).isEqualTo(value.text());
    }
  }

  @Test
  void insertsMakeATableWithTheSameRows() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      Seeds.each(CASES, random -> insert(statement, random));
    }
  }

  private static void insert(Statement statement, Random random) throws SQLException {
    List<String> columns = columns(random);
    String table = text(random) + "t";
    List<List<Value>> rows = rows(columns.size(), false, random);
    String quoted = '"' + table.replace("\"", "\"\"") + '"';
    statement.execute("drop table if exists " + quoted);
    statement.execute(
        "create table "
            + quoted
            + " ("
            + String.join(
                ", ", columns.stream().map(each -> '"' + each.replace("\"", "\"\"") + '"').toList())
            + ")");
    String sql = written(ReportFormat.SQL.encoder(table, columns, Layout.DEFAULT), rows);
    // All of them in one go, as a client of the database takes them.
    statement.executeUpdate(sql.isEmpty() ? "select 1" : sql);
    try (ResultSet result = statement.executeQuery("select * from " + quoted)) {
      for (List<Value> row : rows) {
        assertThat(result.next()).as(sql).isTrue();
        for (int column = 1; column <= columns.size(); column++) {
          Value value = row.get(column - 1);
          Object read = result.getObject(column);
          assertSame(
              value,
              read instanceof byte[] bytes
                  ? HexFormat.of().withUpperCase().formatHex(bytes)
                  : read);
        }
      }
      assertThat(result.next()).isFalse();
    }
  }

  private static long integer(Value value) {
    return Long.parseLong(value.text());
  }

  private static double real(Value value) {
    return Double.parseDouble(value.text().replace("Inf", "Infinity"));
  }

  private static String written(RowEncoder encoder, List<List<Value>> rows) {
    Bytes out = new Bytes();
    encoder.header(out);
    for (List<Value> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        Value value = row.get(column);
        byte[] bytes =
            value.kind() == Kind.BLOB
                ? HexFormat.of().parseHex(value.text())
                : value.text().getBytes(UTF_8);
        // Among others, as in a block of the database.
        byte[] block = ("\"" + "x".repeat(bytes.length) + ",").getBytes(UTF_8);
        System.arraycopy(bytes, 0, block, 1, bytes.length);
        encoder.cell(column, value.kind(), block, 1, 1 + bytes.length, out);
      }
      encoder.endRow(out);
    }
    return new String(out.array(), 0, out.size(), UTF_8);
  }

  private static List<String> columns(Random random) {
    List<String> columns = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      columns.add(text(random) + i);
    }
    return columns;
  }

  /**
   * @param nul whether texts may have NUL characters
   */
  private static List<List<Value>> rows(int columns, boolean nul, Random random) {
    List<List<Value>> rows = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      List<Value> row = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        row.add(value(nul, random));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Value value(boolean nul, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Value.NULL;
      case 1 -> new Value(Kind.INTEGER, any(NUMBERS, random));
      case 2 -> new Value(Kind.REAL, any(REALS, random));
      case 3 -> new Value(Kind.BLOB, any(List.of("", "00", "FF0A22", "80"), random));
      default -> new Value(Kind.TEXT, text(random) + (nul && random.nextInt(9) == 0 ? "\0" : ""));
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    while (random.nextInt(3) != 0) {
      text.append(any(PIECES, random));
    }
    return text.toString();
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
