package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that make no report: wrong ones, and those that would write, or reach elsewhere. */
class ReportQueriesTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void makeUsers() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,email,level\nada,ada@example.com,7\nbob,,2\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
  }

  private Ended sql(String sql, String... arguments) {
    String file = workspace.write("mine.sql", sql).toString();
    List<String> all = new ArrayList<>(List.of("report", "--sql", file));
    all.addAll(Arrays.asList(arguments));
    return workspace.run(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id frm users where id = 1| 1:15| near \"users\"",
        "select id,\\nlevel\\nfrom users\\nwhere from = 1| 4:7| near \"from\"",
        "select id from users where (level = 1| 1:38| incomplete input",
        "select lvl from users| 1:8| no such column: lvl",
        "select id from\\n  usrs| 2:3| no such table: usrs",
        "select no_such(1)| 1:8| no such function",
        "select 'open| 1:8| never ends",
        "select 1 /* open| 1:10| never ends",
        "select 1) union select (2| 1:9| closes nothing",
        "select id from users where id = ?| 1:33| needs a name",
        "select id from users where id = :one| 1:33| has no value",
        "select 1; select 2| 1:11| second statement",
        "select 1; drop table users| 1:11| second statement",
        "pragma user_version = 7| 1:1| one SELECT",
        "attach 'other.db' as other| 1:1| one SELECT",
        "vacuum into 'other.db'| 1:1| one SELECT",
        "delete from users| 1:1| one SELECT",
        "with one as (select 1) delete from users| 1:1| one SELECT",
        "with one as (select 1) delete from users returning id| 1:1| one SELECT",
        "with one as (select 1) insert into users (username) values ('x')| 1:1| one SELECT",
        "explain select 1| 1:1| one SELECT",
        "-- nothing but this| 1:1| no statement"
      })
  void wrongSqlIsRefusedWithItsPlace(String sql, String place, String words) {
    byte[] before = workspace.database().bytes();
    Ended ended = sql(sql.replace("\\n", "\n"));
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains("mine.sql:" + place + ": ", words).doesNotContain("\tat ");
    assertThat(ended.out()).isEmpty();
    assertThat(workspace.database().bytes()).isEqualTo(before);
    assertThat(workspace.names()).doesNotContain("other.db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select load_extension('x')",
        "select writefile('stolen', 'x')",
        "select readfile('/etc/passwd')",
        "select * from fts3_tokenizer",
        "select edit('x')"
      })
  void nothingOutsideTheDatabaseIsReached(String sql) {
    Ended ended = sql(sql);
    assertThat(ended.exitCode()).as(ended.said()).isIn(1, 2);
    assertThat(ended.out().lines().count()).as("a header at most").isLessThan(2);
    assertThat(workspace.names()).doesNotContain("stolen");
  }

  @Test
  void whatLooksLikeAWriteAmongValuesIsOnlyText() {
    String evil = "'; drop table users; --";
    Ended ended = sql("select :x as x, count(*) as n from users", "--param", "x=" + evil);
    assertThat(ended.out()).isEqualTo("x,n\r\n'; drop table users; --,2\r\n");
    assertThat(workspace.run("report", "changes", "--user", evil, "--no-header").out()).isEmpty();
    assertThat(workspace.run("report", "users", "--null", evil, "--no-header").out())
        .isEqualTo("1,ada,ada@example.com,7\r\n2,bob," + evil + ",2\r\n");
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lvels| did you mean \"levels\"?",
        "../../etc/passwd| must be users, levels, changes, rejects or runs",
        "users/../levels| must be users",
        "USERS| did you mean \"users\"?",
        "levels --run 1| does not go with levels, which takes --level-min, --level-max",
        "users --level-min 1;drop| whole number",
        "changes --since yesterday| must be a day or a moment",
        "changes --run 0| whole number",
        "users --format xlsx| must be csv",
        "users --format jsonl --null x| takes no",
        "users --null a,b| no comma",
        "users --gzip --zstd| can't be together",
        "users --param a=1| goes with --sql",
        "users --sql x.sql| not both",
        "--sql x.sql --level-min 1| goes with a report by name",
        "--sql missing.sql| there is no such file",
        "--sql .| this is a folder",
        "--sql x.sql --param 1| must be a pair",
        "--sql x.sql --param a;b=1| must have names"
      })
  void wrongUseIsSaid(String arguments, String words) {
    workspace.write("x.sql", "select 1");
    Ended ended = workspace.run(("report " + arguments).split(" ", -1));
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ");
    assertThat(ended.out()).isEmpty();
  }
}
