package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table says of an extra column holds, and a secret stays one whatever a row is like. */
class ExtraColumnRulesTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  private Ended run(String rows, String more) {
    workspace.write("in.csv", rows);
    workspace.write(
        "job.yaml", "import:\n  from: %s\n%s".formatted(workspace.path("in.csv"), more));
    return workspace.runJob("job.yaml", "--echo");
  }

  private void adopt(String columns) {
    workspace = new Workspace(folder);
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username varchar(50) not null unique,"
                + " email varchar(100), level integer not null default 1, "
                + columns
                + ")");
    Ended adopted = workspace.run("schema", "baseline");
    assertThat(adopted.exitCode()).as(adopted.said()).isZero();
  }

  @Test
  void fixedDefaultsAreKnownHoweverTheyAreWritten() {
    adopt(
        "quoted integer default '1', truth integer default true, digit text default 0,"
            + " words text default \"dq\", plus integer default +7, away text default null");
    Ended ended =
        run(
            "username,a,b,c,d,e,f\nann,,,,,,\n",
            "  extra: { quoted: a, truth: b, digit: c, words: d, plus: e, away: f }\n");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(
            workspace.database().rows("select quoted, truth, digit, words, plus, away from users"))
        .containsExactly("1, 1, \"0\", \"dq\", 7, null");
  }

  @Test
  void aDeclaredLengthIsTheLongestText() {
    adopt("v varchar(5)");
    Ended ended = run("username,v\nann,12345\nbob,123456\n", "  extra: { v: v }\n");
    assertThat(Ended.codes(ended.summary())).containsOnlyKeys("VALUE_TOO_LONG");
    assertThat(workspace.database().rows("select username, v from users"))
        .containsExactly("\"ann\", \"12345\"");
  }

  @ParameterizedTest
  @EnumSource
  void noMoreColumnsAreAddedThanADatabaseMayHave(DatabaseKind kind) {
    workspace = kind.empty(folder);
    for (int i = 1; i <= 16; i++) {
      assertThat(workspace.run("schema", "add-column", "c" + i, "text").exitCode()).isZero();
    }
    Ended added = workspace.run("schema", "add-column", "c17", "text");
    assertThat(added.exitCode()).as(added.said()).isEqualTo(1);
    assertThat(added.err()).contains("COLUMN_UNUSABLE", "16 extra columns");
    assertThat(workspace.run("users", "list").exitCode()).isZero();
  }

  @Test
  void rejectsAreRetriedWhateverAColumnIsCalled() {
    adopt("\"Full Name\" text, \"Full\" text, age integer");
    Ended ended =
        run(
            "username,n,m,age\nann,Ann,A,old\nbob,,,1\n",
            "  extra: { Full Name: n, Full: m, age: age }\n");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    workspace.write(rejects, workspace.read(rejects).replace("old", "40"));
    Ended fixed = workspace.run("retry", "1");
    assertThat(fixed.exitCode()).as(fixed.said()).isZero();
    assertThat(
            workspace
                .database()
                .rows("select \"Full Name\", \"Full\", age from users where username = 'ann'"))
        .containsExactly("\"Ann\", \"A\", 40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass \"word\"", "pass  word"})
  void aSecretIsNotEchoedWhateverItsColumnIsCalled(String name) {
    adopt('"' + name.replace("\"", "\"\"") + "\" text");
    Ended ended =
        run(
            "username,pw\nann,s3cr3t\n",
            "  extra: { '%s': pw }\n  secret: ['%s']\n".formatted(name, name));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    Ended again =
        run(
            "username,pw\nann,s3cr3t-2\n",
            "  extra: { '%s': pw }\n  secret: ['%s']\n".formatted(name, name));
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(ended.said() + again.said()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @EnumSource
  void aRowWithTooFewCellsMovesNoSecretIntoAColumnThatIsKept(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.run("schema", "add-column", "pw", "text");
    workspace.run("schema", "add-column", "nick", "text");
    Ended ended =
        run(
            "username,nick,pw,level\nann,s3cr3t,1\n",
            "  extra: { nick: nick, pw: pw }\n  secret: [pw]\n");
    assertThat(Ended.codes(ended.summary())).containsOnlyKeys("COLUMN_COUNT");
    assertThat(workspace.read(workspace.namesEndingIn(".rejects.csv").get(0)))
        .doesNotContain("s3cr3t");
    for (String row : workspace.database().content()) {
      assertThat(row).doesNotContain("s3cr3t");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowWhoseFaultIsItsSecretCanBeFixed(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.run("schema", "add-column", "pin", "integer");
    Ended ended = run("username,pin\nann,abc\nbob,5\n", "  secret: [pin]\n");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    workspace.write(
        rejects,
        workspace
            .read(rejects)
            .replace("username,", "username,pin,")
            .replace("\nann,", "\nann,7,"));
    Ended fixed = workspace.run("retry", "1");
    assertThat(fixed.exitCode()).as(fixed.said()).isZero();
    assertThat(workspace.database().rows("select username, pin from users"))
        .containsExactlyInAnyOrder("\"ann\", 7", "\"bob\", 5");
  }

  @ParameterizedTest
  @EnumSource
  void aRowThatClearsAColumnThatMustHaveSomethingIsAReject(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.database().execute("alter table users add dept varchar(5) not null default 'x'");
    workspace.write("f.csv", "username,dept\nann,\\N\nbob,a\ncyd,\n");
    workspace.write(
        "job.yaml",
        "{ import: { name: f, from: %s, extra: { dept: dept } } }"
            .formatted(workspace.path("f.csv")));
    Ended plan = workspace.runPlan("job.yaml");
    assertThat(plan.exitCode()).as(plan.said()).isEqualTo(3);
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary())).isEqualTo(Map.of("REFUSED_BY_DATABASE", 1L));
    assertThat(workspace.database().rows("select username, dept from users order by 1"))
        .containsExactly("\"bob\", \"a\"", "\"cyd\", \"x\"");
  }

  /** SQLite has taken them from another program; an undo could not put them back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {"integer | 1.5", "integer | 'abc'", "integer | x'00ff'", "text | x'00ff'"})
  void aColumnWithValuesOfAnotherKindIsRefused(String type, String value) {
    adopt("odd " + type);
    workspace
        .database()
        .execute("insert into users (username, level, odd) values ('eve', 1, " + value + ")");
    String users = "select username, level, quote(odd) from users";
    List<String> before = workspace.database().rows(users);
    Ended ended = run("username,odd\nann,5\n", "  extra: { odd: odd }\n");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("[COLUMN_UNUSABLE]", "\"eve\"");
    assertThat(workspace.database().rows(users)).isEqualTo(before);
  }
}
