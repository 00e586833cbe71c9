package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of the same users and the same ledger is the same in every kind of database. */
class SameReportsTest {

  private static final int CASES = 3;
  private static final int NAMES = 40;

  private static final List<String> SUBJECTS =
      List.of(
          "users",
          "users --level-min 3 --level-max 50",
          "levels",
          "levels --level-min 2",
          "changes",
          "changes --run 2",
          "changes --run last",
          "changes --user name3",
          "changes --since 2026-01-03",
          "changes --since 2026-01-01T00:00:00Z --run 3",
          "rejects",
          "rejects --run last",
          "rejects --run 1",
          "runs",
          "runs --since 2026-01-02",
          "--sql own.sql --param min=5 --param share=0.25 --param like=name%");

  private static final List<String> LOOKS =
      List.of(
          "--format csv",
          "--format csv --no-header --null \\N --spreadsheet-safe",
          "--format csv --null 1",
          "--format tsv",
          "--format tsv --spreadsheet-safe",
          "--format jsonl",
          "--format sql",
          "--format table",
          "--format html");

  private static final String OWN =
      "select username, level > :min as high, cast(level as double precision) / 4 as quarter,\n"
          + " cast(level * :share as double precision) as part, sum(level) over () as total,\n"
          + " cast(null as text) as none, '' as empty, 'it''s' as text, /* :not */ -level\n"
          + " as \"below, zero\" -- nor this: 'one\n"
          + " from users where username like :like order by username";

  private static final String[] PIECES = {
    "a", "Zoë", "李", "😀", "\"", ",", ";", "\t", "\n", "\r\n", " ", "'", "=1+1", "-1", "+", "@",
    "＝", "\\N", "\\", "\\.", "\\t", "null", "7", "1", "</b>", "T", "e\u0301", "\u2028"
  };

  @TempDir Path folder;
  private int made;

  private record Twins(Workspace file, Workspace server) {
    List<Workspace> both() {
      return List.of(file, server);
    }
  }

  private Twins twins() throws IOException {
    Path home = Files.createDirectory(folder.resolve("case" + ++made));
    return new Twins(DatabaseKind.FILE.empty(home), DatabaseKind.SERVER.empty(home));
  }

  @Test
  void ofUsersAndOfWhatRunsDidInEveryFormat() {
    Seeds.each(
        CASES,
        random -> {
          Twins twins = twins();
          for (int run = 1; run <= 5; run++) {
            twins.file.write("f" + run + ".csv", rows(random));
            for (Workspace each : twins.both()) {
              Ended ended = each.importFile("f" + run + ".csv", "--max-rejects", "100%");
              assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
            }
          }
          for (Workspace each : twins.both()) {
            assertThat(each.run("users", "add", "last,one").exitCode()).isZero();
            each.database()
                .execute(
                    "update rollcall_runs set started_at = '2026-01-0' || id || 'T00:00:00Z',"
                        + " finished_at = '2026-01-0' || id || 'T01:00:00Z', millis = 1234 * id * id");
          }
          twins.file.write("own.sql", OWN);
          for (String subject : SUBJECTS) {
            for (String look : LOOKS) {
              assertAlike(twins, subject + " " + look);
            }
          }
        });
  }

  private static void assertAlike(Twins twins, String report) {
    String[] words = report.split(" ", -1);
    List<String> arguments = new ArrayList<>(List.of("report"));
    arguments.addAll(Arrays.asList(words));
    int sql = arguments.indexOf("--sql");
    if (sql > 0) {
      arguments.set(sql + 1, twins.file.path(arguments.get(sql + 1)).toString());
    }
    List<String> said = new ArrayList<>();
    for (Workspace each : twins.both()) {
      Ended ended = each.run(arguments.toArray(String[]::new));
      assertThat(ended.exitCode()).as("%s: %s", report, ended.err()).isZero();
      said.add(
          ended
              .out()
              .replace("<wbr>", "")
              .replace(each.database().address(), "DATABASE")
              .replaceAll("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "WHEN"));
    }
    // Not by a comparison that would print all of both.
    assertThat(difference(said.get(0), said.get(1))).as(report).isEmpty();
  }

  private static String difference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return one.equals(other) ? "" : excerpt(one, at) + " and " + excerpt(other, at);
  }

  private static String excerpt(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60));
  }

  private static String rows(Random random) {
    StringBuilder rows = new StringBuilder("username,email,level,action,reason\n");
    for (int i = random.nextInt(60) + 20; i > 0; i--) {
      String name = "name" + random.nextInt(NAMES) + (random.nextInt(4) == 0 ? "李\"\\," : "");
      String email =
          switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "\\N";
            case 2 -> text(random);
            default ->
                "-" + text(random).replaceAll("[\\s@\\p{Cntrl}\u2028]", "") + "x@example.com";
          };
      String level = random.nextInt(6) == 0 ? text(random) : "" + random.nextInt(90);
      String action = random.nextInt(8) == 0 ? "delete" : "";
      rows.append(
          String.join(",", cell(name), cell(email), cell(level), cell(action), cell(text(random))));
      rows.append('\n');
    }
    return rows.toString();
  }

  private static String cell(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** So many that two connections take turns. */
  @Test
  void ofMoreUsersThanOneConnectionReads() throws IOException {
    Twins twins = twins();
    String users =
        "insert into users (id, username, email, level) select 3 * i + i / 1000 * 40000, 'user,' || i,"
            + " case when i % 3 = 0 then null else 'u' || i || '@example.com' end, i % 97 from ";
    twins
        .file
        .database()
        .execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 120000) "
                + users
                + "n");
    twins.server.database().execute(users + "generate_series(1, 120000) as n(i)");
    for (Workspace each : twins.both()) {
      for (String format : List.of("csv", "jsonl")) {
        String out = each.path(each.database().isFile() ? "file" : "server") + "." + format;
        for (String level : List.of("0", "90")) {
          Ended ended =
              each.run(
                  "report",
                  "users",
                  "--format",
                  format,
                  "--level-min",
                  level,
                  "--out",
                  out + level);
          assertThat(ended.said()).contains(level.equals("0") ? "120,000 rows" : " rows");
        }
      }
    }
    for (String kind : List.of("csv0", "csv90", "jsonl0", "jsonl90")) {
      assertThat(Files.mismatch(twins.file.path("file." + kind), twins.file.path("server." + kind)))
          .as(kind)
          .isEqualTo(-1);
    }
  }

  /** SQLite and PostgreSQL print them in two ways; of the last ones SQLite is not sure. */
  @Test
  void ofRealNumbers() throws IOException {
    Twins twins = twins();
    twins.file.write("own.sql", "select id, x from numbers order by id");
    List<List<Object>> rows = new ArrayList<>();
    List<Double> odd =
        List.of(
            0.0,
            1.0,
            -1.0,
            0.1,
            1e15,
            1e16,
            1e17,
            1e18,
            123456789012345680.0,
            1e20,
            1e-4,
            1e-5,
            1.5e-5,
            1e300,
            1e-300,
            5e-324,
            Double.MAX_VALUE,
            0.1 + 0.2,
            100.0 / 3,
            99.99);
    for (double each : odd) {
      rows.add(List.of(rows.size(), each));
    }
    rows.add(List.of(rows.size(), Double.POSITIVE_INFINITY));
    rows.add(List.of(rows.size(), Double.NEGATIVE_INFINITY));
    Seeds.each(
        200,
        random -> {
          double some = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(6));
          rows.add(List.of(rows.size(), Math.round(some * 1000) / 1000.0));
          rows.add(List.of(rows.size(), Math.round(some) * 1e15));
        });
    for (Workspace each : twins.both()) {
      each.database().execute("create table numbers (id integer primary key, x double precision)");
      each.database().executeMany("insert into numbers values (?, ?)", List.copyOf(rows));
    }
    for (String format : List.of("csv", "jsonl", "sql")) {
      assertAlike(twins, "--sql own.sql --format " + format);
    }
  }
}
