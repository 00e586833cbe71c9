package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports, by the command line, read back by readers that know nothing of this program. */
class ReportTest {

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

  /** A cell that was disarmed begins with an apostrophe; all others are as they were. */
  @Test
  void noCellOfASpreadsheetSafeReportIsAFormula() {
    Seeds.each(
        1,
        random -> {
          fillAwkward(random);
          List<List<@Nullable Object>> read = csv(report("users", "--spreadsheet-safe"), ',', "");
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
          String table = report("users", "--format", "table");
          assertThat(table.lines()).hasSize(1 + 1_000 + 1);
          assertThat(table).endsWith("… and 9,000 more rows; --format csv has all\n");
          assertThat(table.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
              .isTrue();
        });
  }

  @Test
  void theReportsSayWhatRunsDid() {
    workspace.write("more.csv", "username,level,reason\nada,3,new\nbob,x,\ncyd,5,\n");
    assertThat(workspace.importFile("more.csv").exitCode()).isEqualTo(3);
    workspace.write(
        "again.csv", "username,level,action,reason\nada,+2,,earned\ncyd,,delete,left\n");
    assertThat(workspace.importFile("again.csv").exitCode()).isZero();
    assertThat(report("levels").lines())
        .containsExactly("level,users,share_percent,running_share_percent", "5,1,100.0,100.0");
    assertThat(report("changes", "--run", "3", "--no-header").lines())
        .extracting(line -> line.replaceFirst("3,[^,]*", "3,when"))
        .containsExactly("3,when,2,ada,updated,3,5,,,earned", "3,when,3,cyd,deleted,5,,,,left");
    assertThat(report("changes", "--run", "last")).isEqualTo(report("changes", "--run", "3"));
    assertThat(report("rejects", "--run", "last")).isEqualTo(report("rejects", "--run", "3"));
    assertThat(report("changes", "--user", "ada", "--no-header").lines()).hasSize(3);
    assertThat(report("changes", "--since", "2999-01-01", "--no-header")).isEmpty();
    assertThat(report("rejects", "--run", "2", "--no-header"))
        .startsWith("2,3,LEVEL_NOT_A_NUMBER,")
        .endsWith(",bob,,x,,\"\",\r\n");
    assertThat(report("rejects", "--run", "3", "--no-header")).isEmpty();
    assertThat(report("runs", "--no-header").lines()).hasSize(3);
    assertThat(report("users", "--level-min", "6", "--no-header")).isEmpty();
    assertThat(report("users", "--level-max", "5", "--no-header")).endsWith("ada,,5\r\n");
  }

  @Test
  void sqlComesThroughAPipe() {
    workspace.run("users", "add", "ada", "--level", "7");
    String db = workspace.database().path().toString();
    byte[] sql = "select username from users where level > :min".getBytes(StandardCharsets.UTF_8);
    List<String> command = List.of("report", "--sql", "-", "--param", "min=5", "--db", db);
    Ended piped = RollcallProgram.run(workspace.path("none.json"), sql, command);
    assertThat(piped.said()).isEqualTo("username\r\nada\r\n");
    List<String> page = new ArrayList<>(command);
    page.addAll(List.of("--format", "html"));
    assertThat(RollcallProgram.run(workspace.path("none.json"), sql, page).out())
        .contains("<h1>Report</h1>");
    Ended broken = RollcallProgram.run(workspace.path("none.json"), new byte[] {-1}, command);
    assertThat(broken.exitCode()).isNotZero();
    assertThat(broken.err()).contains("standard input: it is not UTF-8");
  }

  @Test
  void aDatabaseThatWasNeverAdoptedHasUsersAndLevels() throws IOException {
    Database other = new Database(workspace.path("other.db"));
    other.execute(
        "create table users (id integer primary key, username text, email text, level integer)",
        "insert into users (username) values ('maria')");
    byte[] before = other.bytes();
    assertThat(ofOther("report", "users").out())
        .isEqualTo("id,username,email,level\r\n1,maria,,1\r\n");
    assertThat(ofOther("report", "levels").out()).endsWith("\r\n1,1,100.0,100.0\r\n");
    Path sql = workspace.write("mine.sql", "select username from users where level is :level");
    assertThat(ofOther("report", "--sql", sql.toString(), "--param", "level=x").out())
        .isEqualTo("username\r\n");
    Ended changes = ofOther("report", "changes");
    assertThat(changes.exitCode()).isEqualTo(1);
    assertThat(changes.err()).contains("schema baseline");
    assertThat(other.bytes()).isEqualTo(before);
    assertThat(workspace.namesEndingIn("-wal")).isEmpty();
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

  private Ended ofOther(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--db", workspace.path("other.db").toString()));
    return RollcallProgram.run(workspace.path("none"), new byte[0], all);
  }

  private String report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(Arrays.asList(arguments));
    Ended ended = workspace.run(all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended.out();
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
