package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.rollcall.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that no report may break come back as they were, from every format. */
class AwkwardRowsTest {

  private static final int AWKWARD_ROWS = 10_000;

  /** What is special anywhere: in CSV, JSON, SQL, HTML, spreadsheets, shells, or to Java. */
  private static final List<String> SPECIAL =
      List.of(
          "\"",
          ",",
          ";",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "\0",
          "\u001f",
          "\u001e",
          "\u007f",
          " ",
          "\u00a0",
          "'",
          "=",
          "+",
          "-",
          "@",
          "＝1",
          "\\",
          "\\N",
          "\\n",
          "null",
          "NULL",
          "<script>",
          "&amp;",
          "</td>",
          "'; drop table users; --",
          "../../etc/passwd",
          "${HOME}",
          "%s",
          "{}",
          "ß",
          "e\u0301",
          "李",
          "😀",
          "\u2028",
          "\ufeff",
          "1e5",
          "007",
          "true");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private final List<List<@Nullable Object>> users = new ArrayList<>();

  @BeforeEach
  void makeUsers() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nada,7\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    workspace.database().execute("delete from users");
  }

  @Test
  void awkwardRowsComeBackFromDelimitedText() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          assertThat(csv(workspace.report("users"), ',', "")).isEqualTo(users);
          assertThat(csv(workspace.report("users", "--format", "tsv"), '\t', "")).isEqualTo(users);
          assertThat(csv(workspace.report("users", "--null", "\\N"), ',', "\\N")).isEqualTo(users);
          assertThat(
                  csv(
                      "id,username,email,level\r\n" + workspace.report("users", "--no-header"),
                      ',',
                      ""))
              .isEqualTo(users);
        });
  }

  @Test
  void awkwardRowsComeBackFromJsonLines() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          List<List<@Nullable Object>> read = new ArrayList<>();
          for (String line : workspace.report("users", "--format", "jsonl").split("\n", -1)) {
            if (!line.isEmpty()) {
              Map<String, Object> object = Json.object(line);
              assertThat(object.keySet()).containsExactly("id", "username", "email", "level");
              read.add(
                  Arrays.asList(
                      ((Number) object.get("id")).longValue(),
                      object.get("username"),
                      object.get("email"),
                      ((Number) object.get("level")).longValue()));
            }
          }
          assertThat(read).isEqualTo(users);
        });
  }

  @Test
  void awkwardRowsComeBackFromInserts() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          Ended nul = workspace.run("report", "users", "--format", "sql");
          assertThat(nul.exitCode()).isEqualTo(2);
          assertThat(nul.err()).contains("a text has a NUL character in it");
          deleteWithNul();
          Database copy = new Database(workspace.path("copy-" + random.nextInt() + ".db"));
          copy.execute(
              "create table users (id integer primary key, username text, email text, level integer)");
          copy.execute(
              workspace
                  .report("users", "--format", "sql")
                  .stripTrailing()
                  .split("(?<=\\);)\n", -1));
          assertThat(copy.everything()).isEqualTo(workspace.database().everything());
        });
  }

  @Test
  void awkwardRowsComeBackFromPostgreSql() throws Exception {
    try (PostgreSql server = PostgreSql.start()) {
      Seeds.each(
          1,
          random -> {
            fillAwkward(random);
            deleteWithNul();
            Path sql = workspace.path("users.sql");
            String[] words = {"report", "users", "--format", "sql", "--out", sql.toString()};
            assertThat(workspace.run(words).exitCode()).isZero();
            server.psql("-c", "create table users (id int, username text, email text, level int)");
            server.psql("--single-transaction", "-f", sql.toString());
            String copied =
                server.psql("-c", "copy (select * from users order by id) to stdout csv header");
            assertThat(csv(copied, ',', "")).isEqualTo(csv(workspace.report("users"), ',', ""));
            assertThat(csv(copied, ',', "")).hasSizeGreaterThan(AWKWARD_ROWS / 2);
          });
    }
  }

  /** A cell that was disarmed begins with an apostrophe; all others are as they were. */
  @Test
  void noCellOfASpreadsheetSafeReportIsAFormula() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          List<List<@Nullable Object>> read =
              csv(workspace.report("users", "--spreadsheet-safe"), ',', "");
          for (int row = 0; row < users.size(); row++) {
            for (int column = 1; column <= 2; column++) {
              Object before = users.get(row).get(column);
              String text = before == null ? "" : before.toString();
              boolean formula = text.matches("(?s)[=+\\-@＝\t\r\n].*");
              assertThat(read.get(row).get(column)).isEqualTo(formula ? "'" + text : before);
            }
          }
        });
  }

  /** No control character reaches a terminal, and the rest is counted. */
  @Test
  void aTableShowsWhatFitsAndSaysHowManyMore() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          String table = workspace.report("users", "--format", "table");
          assertThat(table.lines()).hasSize(1 + 1_000 + 1);
          assertThat(table).endsWith("… and 9,000 more rows; --format csv has all\n");
          assertThat(table.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
              .isTrue();
        });
  }

  @Test
  void compressedReportsHoldTheSame() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          String plain = workspace.report("users");
          String gzip = workspace.path("users.csv.gz").toString();
          String zstd = workspace.path("users.csv.zst").toString();
          assertThat(workspace.run("report", "users", "--gzip", "--out", gzip).exitCode()).isZero();
          assertThat(workspace.run("report", "users", "--zstd", "--out", zstd).exitCode()).isZero();
          assertThat(unpacked(new GZIPInputStream(Files.newInputStream(Path.of(gzip)))))
              .isEqualTo(plain);
          assertThat(unpacked(new ZstdInputStream(Files.newInputStream(Path.of(zstd)))))
              .isEqualTo(plain);
        });
  }

  /** Every special text in front, in the middle, at the end, alone, and in pairs. */
  private void fillAwkward(Random random) {
    for (int i = 0; i < AWKWARD_ROWS; i++) {
      String special = SPECIAL.get(i % SPECIAL.size());
      String other = SPECIAL.get(random.nextInt(SPECIAL.size()));
      String text =
          switch (i / SPECIAL.size() % 5) {
            case 0 -> special + "x";
            case 1 -> "x" + special + "y";
            case 2 -> "x" + special;
            case 3 -> special;
            default -> special + other;
          };
      Object email = i % 7 == 0 ? null : i % 11 == 0 ? "" : text;
      users.add(Arrays.asList((long) (i + 1), i + ":" + text, email, (long) random.nextInt(12)));
    }
    workspace.database().executeMany("insert into users values (?, ?, ?, ?)", users);
  }

  /** SQL has no way to write it. */
  private void deleteWithNul() {
    workspace
        .database()
        .execute("delete from users where instr(username || coalesce(email, ''), char(0))");
  }

  private static String unpacked(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** With texts told from null by their quotes, as PostgreSQL's format has it. */
  private static List<List<@Nullable Object>> csv(String text, char delimiter, String nullText)
      throws IOException {
    CSVFormat format =
        CSVFormat.POSTGRESQL_CSV
            .builder()
            .setDelimiter(delimiter)
            .setEscape(null)
            .setQuoteMode(org.apache.commons.csv.QuoteMode.ALL_NON_NULL)
            .setNullString(nullText)
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.parse(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8,
            format)) {
      assertThat(parser.getHeaderNames()).containsExactly("id", "username", "email", "level");
      for (CSVRecord row : parser) {
        assertThat(row.size()).isEqualTo(4);
        rows.add(
            Arrays.asList(
                Long.valueOf(row.get(0)), row.get(1), row.get(2), Long.valueOf(row.get(3))));
      }
    }
    return rows;
  }
}
