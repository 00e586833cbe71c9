package dev.rollcall.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However the rows of a query come out of SQLite, joined in blocks, line by line or cell by cell,
 * the report's bytes are those of the plain way: each value asked for alone, in the query's order.
 */
class SqliteRowsPropertyTest {

  private static final int DATABASES = 12;
  private static final int MOST_ROWS = 3_500;

  private static final List<String> QUERIES =
      List.of(
          // By rowid: in blocks.
          "select id, a, b, c from t",
          "select id, a, b, c from t order by id",
          "select b, c, id, a from t where id > 100 order by id",
          "select a || 'x', coalesce(b, ''), +c, id from t",
          "select id, a from t where c is not null",
          "select id from t",
          "select t.id, id as again, a as id2, length(b) from t as t",
          // By anything else: line by line.
          "select id, a, b, c from t order by id desc",
          "select id, a, b, c from t order by a, id",
          "select a from t order by id",
          "select c, count(*), max(b), min(id) from t group by c order by 1, 4",
          "select id, a, b from t order by id limit 1200 offset 7",
          "select distinct b from t order by b",
          "select one.id, other.a from t one join t other on other.id = one.id + 1 order by one.id",
          "select id, a from t where id % 2 = 0 union all select id, b from t where id % 2 = 1",
          "with s as (select * from t where id < 1500) select id, b, c from s order by id",
          "values (1, 'a', null), (2, '', x'00'), (1e999, -1e999, 0.1)",
          "select 1 where 1 = 0",
          "select id, (select max(id) from t s where s.id < t.id) from t where id < 50");

  private static final List<ReportFormat> FORMATS =
      List.of(ReportFormat.CSV, ReportFormat.TSV, ReportFormat.JSONL);

  private static final List<Layout> LAYOUTS =
      List.of(
          Layout.DEFAULT,
          new Layout(false, "\\N", false),
          new Layout(true, "7", true),
          new Layout(true, "", true),
          new Layout(true, "null", true));

  private static final String[] PIECES = {
    "a", "Zoë", "李", "😀", "\"", ",", ";", "\t", "\r", "\n", "\r\n", "\0", " ", "'", "=1+1", "-1",
    "+", "@", "＝", "\\N", "null", "7", "\u001e", "\u001f", "\u0001", "\\", "</b>", "T", "e\u0301",
    "\u2028"
  };

  @TempDir Path folder;
  private int databases;

  @Test
  void theBytesAreThoseOfThePlainWay() throws SQLException, IOException {
    Seeds.each(DATABASES, this::holdsFor);
  }

  private void holdsFor(Random random) throws SQLException, IOException {
    SqliteFile file = SqliteFile.of(folder.resolve("t" + ++databases + ".db").toString());
    fill(file, random.nextInt(5) == 0 ? "UTF-16le" : "UTF-8", random, random.nextInt(5));
    try (SqliteSnapshot snapshot = SqliteSnapshot.open(file, random.nextInt(4))) {
      for (String sql : QUERIES) {
        for (ReportFormat format : FORMATS) {
          Layout layout = LAYOUTS.get(random.nextInt(LAYOUTS.size()));
          Rows rows = snapshot.rows(new Query("test", sql, Map.of()));
          String expected = plain(file, sql, encoder(rows, format, layout));
          String actual = encoded(rows, format, layout);
          // Not by a comparison that would print all of both.
          assertThat(actual.equals(expected))
              .as("%s, %s, %s: %s", sql, format, layout, difference(actual, expected))
              .isTrue();
        }
      }
    }
  }

  /** Blocks are made of fewer rows then, down to a single one that is read by itself. */
  @Test
  void largeValuesTakeNoMoreMemoryThanOneOfThem() throws SQLException, IOException {
    SqliteFile file = SqliteFile.of(folder.resolve("large.db").toString());
    try (Connection connection = DriverManager.getConnection(file.url())) {
      Sql.execute(connection, "create table t (id integer primary key, a)");
      Sql.execute(
          connection,
          "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)"
              + " insert into t select i, case i % 100 when 7 then zeroblob(3000000)"
              + " when 8 then printf('%.*c', 5000000, '\"') else printf('%.*c', 50000, 'x') end from n");
    }
    try (SqliteSnapshot snapshot = SqliteSnapshot.open(file)) {
      Rows rows = snapshot.rows(new Query("test", "select id, a from t", Map.of()));
      String expected =
          plain(file, "select id, a from t", encoder(rows, ReportFormat.CSV, Layout.DEFAULT));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      rows.encode(
          () -> encoder(rows, ReportFormat.CSV, Layout.DEFAULT),
          (block, count, progress) -> {
            assertThat(block.size()).isLessThan(13_000_000);
            out.write(block.array(), 0, block.size());
          });
      assertThat(out.toString(ISO_8859_1).equals(expected)).isTrue();
    }
  }

  @Test
  void aValueThatIsTooLargeEndsTheReport() {
    SqliteFile file = SqliteFile.of(folder.resolve("huge.db").toString());
    try (SqliteSnapshot snapshot = open(file)) {
      Rows rows =
          snapshot.rows(new Query("test", "select zeroblob(20000000) as a, 1 as b", Map.of()));
      assertThatThrownBy(() -> encoded(rows, ReportFormat.CSV, Layout.DEFAULT))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("too large");
    }
  }

  private static SqliteSnapshot open(SqliteFile file) {
    try (Connection connection = DriverManager.getConnection(file.url())) {
      Sql.execute(connection, "create table t (id integer primary key)");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return SqliteSnapshot.open(file);
  }

  private static String difference(String actual, String expected) {
    int at = 0;
    while (at < Math.min(actual.length(), expected.length())
        && actual.charAt(at) == expected.charAt(at)) {
      at++;
    }
    return "at " + at + " " + excerpt(actual, at) + " instead of " + excerpt(expected, at);
  }

  private static String excerpt(String text, int at) {
    return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20));
  }

  private static RowEncoder encoder(Rows rows, ReportFormat format, Layout layout) {
    return format.encoder("t", rows.columns(), layout);
  }

  private static String encoded(Rows rows, ReportFormat format, Layout layout) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long[] counted = new long[1];
    rows.encode(
        () -> encoder(rows, format, layout),
        (block, count, progress) -> {
          out.write(block.array(), 0, block.size());
          counted[0] += count;
        });
    assertThat(counted[0]).isEqualTo(rows.count());
    return out.toString(ISO_8859_1);
  }

  /** Each value by itself, through the driver. */
  private static String plain(SqliteFile file, String sql, RowEncoder encoder) throws SQLException {
    Bytes out = new Bytes();
    try (Connection connection = DriverManager.getConnection(file.url());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      boolean utf8 = Sql.texts(connection, "pragma encoding").contains("UTF-8");
      while (result.next()) {
        for (int i = 1; i <= columns; i++) {
          Object value = result.getObject(i);
          Kind kind =
              value == null
                  ? Kind.NULL
                  : value instanceof byte[]
                      ? Kind.BLOB
                      : value instanceof String
                          ? Kind.TEXT
                          : value instanceof Double ? Kind.REAL : Kind.INTEGER;
          byte[] bytes =
              value == null
                  ? new byte[0]
                  : kind == Kind.BLOB || utf8
                      ? result.getBytes(i)
                      : result.getString(i).getBytes(UTF_8);
          encoder.cell(i - 1, kind, bytes, 0, bytes.length, out);
        }
        encoder.endRow(out);
      }
    }
    return new String(out.array(), 0, out.size(), ISO_8859_1);
  }

  /**
   * A table with gaps between its ids, whose columns hold anything whatever they are declared as.
   *
   * @param oddity 0 for values that need nothing, 4 for the oddest
   */
  private static void fill(SqliteFile file, String encoding, Random random, int oddity)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(file.url())) {
      Sql.execute(connection, "pragma encoding = '" + encoding + "'");
      Sql.execute(connection, "pragma journal_mode = wal");
      Sql.execute(
          connection,
          "create table t (id integer primary key, a text collate nocase, b, c integer default 1)");
      Sql.execute(connection, "create index t_b on t (b)");
      connection.setAutoCommit(false);
      int rows = oddity == 4 ? random.nextInt(MOST_ROWS) : MOST_ROWS;
      try (PreparedStatement insert =
          connection.prepareStatement("insert into t values (?, ?, ?, ?)")) {
        long id = random.nextInt(5) - 2_000_000_000_000L * random.nextInt(2);
        for (int i = 0; i < rows; i++) {
          // Mostly neighbours, now and then a gap.
          id += random.nextInt(50) == 0 ? 1 + random.nextInt(1_000_000) : 1;
          insert.setLong(1, id);
          for (int column = 2; column <= 4; column++) {
            insert.setObject(column, value(random, i % 3 == 0 ? oddity : oddity / 2, column == 4));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static Object value(Random random, int oddity, boolean number) {
    int kind = random.nextInt(3 * oddity + 2);
    if (kind < 2) {
      return number ? (Object) random.nextInt(20) : "user." + random.nextInt(1_000);
    }
    return switch (kind) {
      case 2, 3 -> null;
      case 4 -> random.nextLong();
      case 5 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
      case 6 -> "";
      case 7 -> new byte[random.nextInt(3)];
      case 8 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      default -> text(random);
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
