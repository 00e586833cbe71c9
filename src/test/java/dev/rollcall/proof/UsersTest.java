package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single users: looked at, and changed by hand under the rules of an import. */
class UsersTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void aUserIsShownWithTheRunFileLineAndReasonOfEachChange() {
    workspace.write(
        "first.csv", "username,level,reason\nzoe,1,\nada,2,\"of \"\"note\"\"\"\nbob,many,\n");
    assertThat(workspace.importFile("first.csv").exitCode()).isEqualTo(3);
    workspace.run("users", "set-level", "ada", "+5", "--reason", "promoted");
    workspace.write("users.db.run-1.rejects.csv", mended("bob", "many", "3"));
    assertThat(workspace.run("retry", "1").exitCode()).isZero();
    workspace.write("mirror.csv", "username\nada\nzoe\n");
    String[] flags = {"--mode", "mirror", "--allow", "delete=1"};
    assertThat(workspace.importFile("mirror.csv", flags).exitCode()).isZero();
    workspace.run("runs", "undo", "2");

    Ended ada = workspace.run("users", "show", "ada");
    assertThat(ada.exitCode()).as(ada.said()).isZero();
    assertThat(ada.out().lines().map(line -> line.replaceAll("\\d{4}-.*?Z", "WHEN")))
        .containsExactly(
            "ada: level 2, id 1",
            "  email none",
            "run 1, WHEN, import of " + workspace.path("first.csv") + ":3",
            "  created, level 2, email none",
            "  reason: of \"note\"",
            "run 2, WHEN, by hand, " + System.getProperty("user.name"),
            "  level 2 -> 7",
            "  reason: promoted",
            "run 5, WHEN, undo of run 2",
            "  level 7 -> 2",
            "  reason: undo of run 2");
    assertThat(workspace.run("users", "show", "bob").out())
        .contains("bob: no such user any more")
        .contains("retry of " + workspace.path("users.db.run-1.rejects.csv") + ":4")
        .contains("mirror.csv, which does not name the user");
  }

  private String mended(String name, String wrong, String right) {
    return workspace
        .read("users.db.run-1.rejects.csv")
        .replace(name + "," + wrong, name + "," + right);
  }

  @Test
  void aListIsLimitedAndSaysSo() {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < 101; i++) {
      text.append("user").append(1000 + i).append(',').append(i % 10).append('\n');
    }
    workspace.write("users.csv", text.toString());
    workspace.importFile("users.csv");

    Ended first = workspace.run("users", "list");
    assertThat(first.out().lines()).hasSize(1 + 100);
    assertThat(first.err()).contains("the list stops after 100 users, there are more");
    Ended all = workspace.run("users", "list", "--limit", "101");
    assertThat(all.out().lines()).hasSize(1 + 101);
    assertThat(all.err()).isEmpty();
    assertThat(workspace.run("users", "list", "--limit", "0").exitCode()).isEqualTo(2);
    Ended some = workspace.run("users", "list", "--level-min", "3", "--level-max", "4", "--json");
    assertThat(Json.lines(some.out()))
        .hasSize(20)
        .allMatch(user -> List.of(3, 4).contains(user.get("level")));
  }

  @Test
  void aPatternTakesItsOwnCharactersForThemselvesAfterABackslash() {
    for (String name : List.of("100%", "100x", "a_b", "axb", "a*b", "it's", "\\")) {
      assertThat(workspace.run("users", "add", name).exitCode()).isZero();
    }
    assertThat(like("100%")).containsExactly("100%", "100x");
    assertThat(like("100\\%")).containsExactly("100%");
    assertThat(like("a\\_b")).containsExactly("a_b");
    assertThat(like("a_b")).containsExactly("a*b", "a_b", "axb");
    assertThat(like("a*b")).containsExactly("a*b");
    assertThat(like("%'%")).containsExactly("it's");
    assertThat(like("\\\\")).containsExactly("\\");
    assertThat(like("' or 1=1 --")).isEmpty();
  }

  private List<String> like(String pattern) {
    return Json.lines(workspace.run("users", "list", "--json", "--like", pattern).out()).stream()
        .map(user -> String.valueOf(user.get("username")))
        .toList();
  }

  @Test
  void aChangeByHandIsARunLikeOthers() {
    Ended added = workspace.run("users", "add", "ada", "--level", "3", "--json");
    assertThat(Json.object(added.out().strip()))
        .containsEntry("schema", "rollcall/run/1")
        .containsEntry("run", 1)
        .containsEntry("kind", "manual")
        .containsEntry("status", "COMPLETED");
    assertThat(workspace.run("users", "set-level", "ada", "-1").out())
        .isEqualTo("run 2: ada: level 3 -> 2\n");
    assertThat(workspace.run("users", "set-level", "ada", "2").out())
        .isEqualTo("run 3: ada: unchanged\n");
    assertThat(workspace.run("users", "set-level", "ada", "").exitCode()).isEqualTo(2);
    assertThat(workspace.run("runs", "list").out().lines().skip(1))
        .hasSize(3)
        .allMatch(line -> line.contains("manual"))
        .allMatch(line -> line.contains(System.getProperty("user.name")));
    assertThat(workspace.run("users", "delete", "ada").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "4").exitCode()).isZero();
    assertThat(workspace.database().everything()).containsExactly("1, \"ada\", null, 2");
  }

  @Test
  void whatWasDeliveredIsNewOnceSomebodyHasChangedUsersByHand() {
    workspace.write("users.csv", "username,level\nada,2\n");
    workspace.importFile("users.csv");
    workspace.run("users", "set-level", "ada", "9");
    assertThat(workspace.importFile("users.csv").status()).isEqualTo("COMPLETED");
    assertThat(workspace.database().everything()).containsExactly("1, \"ada\", null, 2");
  }

  @Test
  void onlyAddMakesADatabase() {
    assertThat(workspace.run("users", "set-level", "ada", "1").exitCode()).isEqualTo(1);
    assertThat(workspace.run("users", "delete", "ada").exitCode()).isEqualTo(1);
    assertThat(workspace.run("users", "list").exitCode()).isEqualTo(1);
    assertThat(workspace.run("users", "show", "ada").exitCode()).isEqualTo(1);
    assertThat(workspace.run("users", "add", "ada", "--email", "nobody").exitCode()).isEqualTo(4);
    assertThat(workspace.names()).noneMatch(name -> name.equals("users.db"));
    assertThat(workspace.run("users", "add", "ada").exitCode()).isZero();
  }

  @Test
  void aRuleOfTheDatabaseRefusesByHandToo() {
    workspace.run("users", "add", "ada", "--email", "one@example.com");
    workspace.database().execute("create unique index one_mailbox on users (email)");
    Ended refused = workspace.run("users", "add", "bob", "--email", "one@example.com");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(refused.err()).contains("REFUSED_BY_DATABASE").doesNotContain("one@example.com");
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(1);
    assertThat(workspace.database().number("select count(*) from rollcall_rejects")).isZero();
  }

  @Test
  void anAddressIsSetAndRemovedByTheRulesOfARow() {
    workspace.run("users", "add", "ada", "--level", "3");
    assertThat(workspace.run("users", "set-email", "ada", " ada@example.com ").out())
        .isEqualTo("run 2: ada: email none -> ada@example.com\n");
    Ended wrong = workspace.run("users", "set-email", "ada", "nobody");
    assertThat(wrong.exitCode()).isEqualTo(4);
    assertThat(wrong.err()).contains("EMAIL_INVALID").doesNotContain("nobody");
    assertThat(workspace.run("users", "set-email", "ada", "").exitCode()).isEqualTo(2);
    assertThat(workspace.run("users", "set-email", "bob", "bob@example.com").exitCode())
        .isEqualTo(4);
    assertThat(workspace.run("users", "set-email", "ada", "ada@example.com").out())
        .isEqualTo("run 3: ada: unchanged\n");
    assertThat(workspace.run("users", "set-email", "ada", "\\N", "--reason", "left").out())
        .isEqualTo("run 4: ada: email ada@example.com -> none\n");
    assertThat(workspace.run("runs", "undo", "4").exitCode()).isZero();
    assertThat(workspace.database().users()).containsExactly("\"ada\", \"ada@example.com\", 3");
  }

  /** Other programs make users whom no file can name: each is reached by what is shown of it. */
  @ParameterizedTest
  @CsvSource({
    "'ada ', 'ada '",
    "'\u200Bada', '\u200Bada'",
    "'a\u0007b', 'a\u0007b'",
    "'a\u0007b', 'a\\u0007b'",
    "'\\N', '\\N'",
    "'\\u0041', '\\u0041'"
  })
  void whoeverIsShownCanBeNamed(String name, String typed) {
    workspace.run("users", "add", "ada");
    workspace.run("users", "add", "A");
    List<Object> row = List.of(name);
    workspace
        .database()
        .executeMany("insert into users (username, level) values (?, 5)", List.of(row));
    List<String> others =
        workspace.database().rows("select * from users where level = 1 order by id");
    Ended shown = workspace.run("users", "show", typed);
    assertThat(shown.exitCode()).as(shown.said()).isZero();
    assertThat(shown.out()).contains("level 5");
    Ended moved = workspace.run("users", "set-level", typed, "+1");
    assertThat(moved.out()).as(moved.said()).contains("level 5 -> 6");
    assertThat(workspace.run("users", "set-email", typed, "x@example.com").exitCode()).isZero();
    Ended deleted = workspace.run("users", "delete", typed);
    assertThat(deleted.out()).as(deleted.said()).contains("deleted, level 6");
    assertThat(workspace.database().rows("select * from users order by id")).isEqualTo(others);
    assertThat(workspace.run("runs", "undo", "5").exitCode()).isZero();
    assertThat(workspace.database().rows("select username from users where level = 6"))
        .containsExactly('"' + name + '"');
  }

  @Test
  void nobodyIsMadeWhomNoFileCanName() {
    for (String name : List.of("", " ", "\\N", "a\u0007b", "x".repeat(51))) {
      Ended ended = workspace.run("users", "add", name);
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    }
    assertThat(workspace.names()).doesNotContain("users.db");
  }
}
