package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that users have beside those of every user, on their whole way and back. */
class ExtraColumnsTest {

  private static final String USERS =
      "select username, full_name, dept, age from users order by username";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  private void begin(DatabaseKind kind) {
    workspace = LegacyImport.into(kind, folder).workspace();
  }

  private Ended run(String rows, String more, String... flags) {
    return new LegacyImport(workspace).run(rows, more, flags);
  }

  @ParameterizedTest
  @EnumSource
  void theyAreImportedChangedKeptAndUndone(DatabaseKind kind) {
    begin(kind);
    String first =
        "username,level,Name,Dept,Age\n"
            + "ann,3,Ann Lee,ENG,41\nbob,,\"Bob \"\"B\"\" O'Neil\",,-7\ncy,,-,ops,\\N\n";
    Ended created = run(first, "");
    assertThat(created.exitCode()).as(created.said()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly(
            "\"ann\", \"Ann Lee\", \"Engineering\", 41",
            "\"bob\", \"Bob \"B\" O'Neil\", \"none\", -7",
            "\"cy\", null, \"ops\", null");

    Ended changed =
        run("username,Name,Dept,Age\nann,,,42\nbob,\\N,ops,\ncy,,ops,\nann,Ann L.,,\n", "");
    assertThat(changed.exitCode()).as(changed.said()).isZero();
    assertThat(changed.numbers("counts"))
        .containsEntry("updated", 3L)
        .containsEntry("unchanged", 1L);
    assertThat(workspace.database().rows(USERS))
        .containsExactly(
            "\"ann\", \"Ann L.\", \"Engineering\", 42",
            "\"bob\", null, \"ops\", -7",
            "\"cy\", null, \"ops\", null");
    assertThat(
            workspace
                .database()
                .rows(
                    "select line, extra_before, extra_after from rollcall_changes"
                        + " where run_id = 2 and line = 2"))
        .containsExactly(
            "2, \"{\"full_name\":\"Ann Lee\",\"dept\":\"Engineering\",\"age\":41}\","
                + " \"{\"full_name\":\"Ann Lee\",\"dept\":\"Engineering\",\"age\":42}\"");

    assertThat(workspace.run("users", "show", "ann").out())
        .contains("age 42", "full_name Ann L.", "full_name Ann Lee -> Ann L.", "age 41 -> 42");
    assertThat(workspace.run("users", "list").out()).contains("full_name", "Ann L.", "dept");
    assertThat(workspace.run("users", "list", "--json").out())
        .contains("\"extra\":{\"full_name\":\"Ann L.\",\"dept\":\"Engineering\",\"age\":42}");

    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly(
            "\"ann\", \"Ann Lee\", \"Engineering\", 41",
            "\"bob\", \"Bob \"B\" O'Neil\", \"none\", -7",
            "\"cy\", null, \"ops\", null");
    assertThat(workspace.run("runs", "undo", "1").exitCode()).isZero();
    assertThat(workspace.database().users()).isEmpty();
    Ended redone = workspace.run("runs", "undo", "4");
    assertThat(redone.exitCode()).as(redone.said()).isZero();
    assertThat(workspace.database().rows(USERS))
        .contains("\"ann\", \"Ann Lee\", \"Engineering\", 41");
    Ended valid = workspace.run("schema", "validate");
    assertThat(valid.exitCode()).as(valid.said()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whoHasChangedSinceIsLeftAlone(DatabaseKind kind) {
    begin(kind);
    run("username,Name,Dept,Age\nann,Ann,ops,1\nbob,Bob,ops,2\n", "");
    run("username,Name,Dept,Age\nann,Anna,,\nbob,Rob,,\n", "");
    workspace.database().execute("update users set full_name = 'Robert' where username = 'bob'");
    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertThat(undone.out()).contains("\"bob\" has another full_name than run 2 left");
    assertThat(workspace.database().rows(USERS))
        .containsExactly("\"ann\", \"Ann\", \"ops\", 1", "\"bob\", \"Robert\", \"ops\", 2");
  }

  @ParameterizedTest
  @EnumSource
  void rejectsHoldTheCellsAsTheyCame(DatabaseKind kind) {
    begin(kind);
    String longest = "n".repeat(1_000);
    String rows =
        "username,Name,Dept,Age\nann,%s,eng,old\nbob,%sn,,1\ncy,%s,,1\n"
            .formatted("Ann", longest, longest);
    Ended ended = run(rows, "");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary()))
        .isEqualTo(Map.of("VALUE_NOT_A_NUMBER", 1L, "VALUE_TOO_LONG", 1L));
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    assertThat(workspace.read(rejects))
        .startsWith("username,Name,Dept,Age,_run,_line,_code,_message")
        .contains("\nann,Ann,eng,old,");

    workspace.write(rejects, workspace.read(rejects).replace("eng,old", "eng,40"));
    Ended fixed = workspace.run("retry", "1");
    assertThat(fixed.exitCode()).as(fixed.said()).isEqualTo(3);
    assertThat(workspace.database().rows(USERS)).contains("\"ann\", \"Ann\", \"Engineering\", 40");
  }

  @ParameterizedTest
  @EnumSource
  void manyOfThemTravelAsTheFewDo(DatabaseKind kind) {
    begin(kind);
    StringBuilder first = new StringBuilder("username,Name,Dept,Age\n");
    StringBuilder second = new StringBuilder("username,level,Name,Dept,Age\n");
    for (int i = 0; i < 3_000; i++) {
      first.append("u").append(i).append(",Name ").append(i).append(",eng,").append(i).append('\n');
      second.append("u").append(i).append(",,Name ").append(i % 3 == 0 ? i : i + 1).append(",,\n");
    }
    Ended created = run(first.toString(), "");
    assertThat(created.numbers("counts")).containsEntry("created", 3_000L);
    Ended changed = run(second.toString(), "");
    assertThat(changed.numbers("counts"))
        .containsEntry("updated", 2_000L)
        .containsEntry("unchanged", 1_000L);
    assertThat(
            workspace
                .database()
                .number(
                    "select count(*) from users where full_name = 'Name ' ||"
                        + " (case when age % 3 = 0 then age else age + 1 end)"))
        .isEqualTo(3_000);
    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();
    assertThat(
            workspace
                .database()
                .number("select count(*) from users where full_name = 'Name ' || age"))
        .isEqualTo(3_000);
  }

  @ParameterizedTest
  @EnumSource
  void aMirrorKeepsThemForThoseWhoGoAndComeBack(DatabaseKind kind) {
    begin(kind);
    run("username,Name,Dept,Age\nann,Ann,ops,1\nbob,Bob,ops,2\n", "");
    workspace.write("names.csv", "username\nann\n");
    Ended removed = workspace.importFile("names.csv", "--mode", "mirror", "--guard", "delete=50%");
    assertThat(removed.numbers("counts")).as(removed.said()).containsEntry("removed", 1L);
    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();
    assertThat(workspace.run("users", "delete", "ann").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "4").exitCode()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly("\"ann\", \"Ann\", \"ops\", 1", "\"bob\", \"Bob\", \"ops\", 2");
  }

  @ParameterizedTest
  @EnumSource
  void aColumnThatCantBeFilledIsRefusedBeforeTheFirstRow(DatabaseKind kind) {
    begin(kind);
    String type = kind == DatabaseKind.FILE ? "real" : "double precision";
    workspace
        .database()
        .execute(
            "alter table users add column score " + type,
            "alter table users add column twice bigint generated always as (level * 2) "
                + (kind == DatabaseKind.FILE ? "virtual" : "stored"));
    for (Map.Entry<String, String> wrong :
        Map.of(
                "fullname", "no column fullname; beside the four they have full_name, dept, age",
                "score", "the column score of its users has the type",
                "twice", "the column twice of its users is generated")
            .entrySet()) {
      if (kind == DatabaseKind.SERVER && wrong.getKey().equals("twice")) {
        workspace.database().execute("alter table users drop column if exists twice");
        continue;
      }
      workspace.write("wrong.csv", "username,x\nann,1\n");
      workspace.write(
          "wrong.yaml",
          "import:\n  from: %s\n  extra: { %s: x }\n"
              .formatted(workspace.path("wrong.csv"), wrong.getKey()));
      Ended ended = workspace.runJob("wrong.yaml");
      if (kind == DatabaseKind.SERVER && ended.said().contains("the generated column")) {
        workspace.database().execute("alter table users drop column twice");
        ended = workspace.runJob("wrong.yaml");
      }
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains(wrong.getValue(), "COLUMN_UNUSABLE");
    }
    assertThat(workspace.database().users()).isEmpty();
  }

  @Test
  void jobFilesNameWhatIsNoExtraColumn() {
    workspace = new Workspace(folder);
    for (Map.Entry<String, String> wrong :
        Map.of(
                "extra: { level: x }", "names level, which is no extra column",
                "extra: { a: x, b: x }", "reads the column \"x\" a second time",
                "extra: x", "extra must be a mapping",
                "secret: [id]", "names id, which is no extra column",
                "extra: { a: { fron: x } }", "unknown key \"fron\"")
            .entrySet()) {
      workspace.write("wrong.yaml", "import:\n  from: users.csv\n  " + wrong.getKey() + "\n");
      Ended ended = workspace.look("check", workspace.path("wrong.yaml").toString());
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
      assertThat(ended.err()).contains(wrong.getValue());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPlanIsWhatTheRunDoes(DatabaseKind kind) {
    begin(kind);
    run("username,Name,Dept,Age\nann,Ann,ops,1\n", "");
    workspace.write("legacy.csv", "username,Name,Dept,Age\nann,Anna,eng,1\nbob,Bob,,\n");
    Ended plan = workspace.runPlan("job.yaml");
    assertThat(plan.out())
        .contains("full_name Ann -> Anna, dept ops -> Engineering", "\"eng\" -> \"Engineering\"")
        .contains("1 changed in total");
    String saved = workspace.path("plan.json").toString();
    String job = workspace.path("job.yaml").toString();
    assertThat(workspace.run("plan", job, "--save", saved).exitCode()).isZero();
    Ended ended = workspace.run("run", job, "--planned", saved);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly(
            "\"ann\", \"Anna\", \"Engineering\", 1", "\"bob\", \"Bob\", \"none\", null");
  }

  @Test
  void reportsHaveThem() {
    begin(DatabaseKind.FILE);
    run("username,Name,Dept,Age\nann,Ann,ops,1\nbob,Bob,ops,x\n", "");
    assertThat(workspace.report("users"))
        .isEqualToIgnoringNewLines(
            "id,username,email,level,full_name,dept,age\n1,ann,,1,Ann,ops,1\n");
    assertThat(workspace.report("changes"))
        .contains("extra_after", "\"\"full_name\"\":\"\"Ann\"\"");
    assertThat(workspace.report("rejects")).contains("\"\"Age\"\"".replace("Age", "age"));
  }

  @ParameterizedTest
  @EnumSource
  void aUserWhoIsAddedByHandMayHaveThem(DatabaseKind kind) {
    begin(kind);
    Ended added =
        workspace.run("users", "add", "ada", "--set", "full_name=Ada Lee", "--set", "age=36");
    assertThat(added.exitCode()).as(added.said()).isZero();
    assertThat(added.out()).contains("full_name Ada Lee", "age 36");
    assertThat(workspace.database().rows(USERS)).containsExactly("\"ada\", \"Ada Lee\", null, 36");
    Ended wrong = workspace.run("users", "add", "bob", "--set", "age=old");
    assertThat(wrong.err()).contains("is not a whole number", "VALUE_NOT_A_NUMBER");
    Ended unknown = workspace.run("users", "add", "bob", "--set", "nick=bo");
    assertThat(unknown.err()).contains("no column nick");
    assertThat(workspace.database().users()).hasSize(1);
  }

  /** Adopted from another program, with a default and a rule of its own. */
  @Test
  void anAdoptedDatabaseKeepsItsRules() {
    workspace = new Workspace(folder);
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username varchar(50) not null unique,"
                + " email varchar(100), level integer not null default 1,"
                + " realm varchar(20) not null default 'main' check (realm <> 'evil'),"
                + " badge integer unique)");
    assertThat(workspace.run("schema", "baseline").exitCode()).isZero();
    workspace.write("in.csv", "username,realm,badge\nann,,1\nbob,evil,2\ncy,lab,1\ndan,lab,\n");
    workspace.write(
        "in.yaml",
        "import:\n  from: %s\n  extra: { realm: realm, badge: badge }\n"
            .formatted(workspace.path("in.csv")));
    Ended ended = workspace.runJob("in.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary())).isEqualTo(Map.of("REFUSED_BY_DATABASE", 2L));
    assertThat(workspace.database().rows("select username, realm, badge from users order by 1"))
        .containsExactly("\"ann\", \"main\", 1", "\"dan\", \"lab\", null");
    workspace.write("in.csv", "username,realm,badge\nann,lab,2\ndan,lab,1\n");
    assertThat(workspace.runJob("in.yaml").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();
    assertThat(workspace.database().rows("select username, realm, badge from users order by 1"))
        .containsExactly("\"ann\", \"main\", 1", "\"dan\", \"lab\", null");
  }
}
