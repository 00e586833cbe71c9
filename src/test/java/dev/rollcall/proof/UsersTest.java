package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelRules;
import dev.rollcall.model.ModelUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single users: looked at, and changed by hand under the rules of an import. */
class UsersTest {

  private static final int CASES = Integer.getInteger("rollcall.users.cases", 5);
  private static final int CHANGES = 25;
  private static final String ALL = "1000000";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void changesByHandDoWhatTheModelSaysAndAreTakenBackOneByOne() {
    Seeds.each(CASES, random -> changeAtRandom(random));
  }

  private void changeAtRandom(Random random) throws IOException {
    workspace = new Workspace(Files.createTempDirectory(folder, "case"));
    workspace.run("schema", "migrate");
    ModelCase made = CaseGenerator.generate(random.nextInt(), 1, 4 * CHANGES);
    workspace
        .database()
        .executeMany(
            "insert into users (username, email, level) values (?, ?, ?)",
            made.users().stream()
                .map(user -> Arrays.<Object>asList(user.username(), user.email(), user.level()))
                .toList());
    List<String> before = workspace.database().everything();
    ModelRules rules =
        new ModelRules("upsert", made.rules().min(), made.rules().max(), null, false);
    Model model = new Model(made.users(), rules, DatabaseRule.NONE);
    Set<String> names = new TreeSet<>();
    List<List<String>> states = new ArrayList<>(List.of(before));
    for (ModelRow row : made.files().get(0).rows()) {
      if (states.size() <= CHANGES && row.formFault() == null) {
        names.add(Objects.requireNonNullElse(row.username(), ""));
        change(random, model, rules, row, states);
      }
    }
    names.forEach(this::shownAsTheLedgerHasIt);
    listedAsTheyAre();
    for (int run = states.size() - 1; run > 0; run--) {
      assertThat(workspace.database().everything()).isEqualTo(states.get(run));
      Ended undone = workspace.run("runs", "undo", Integer.toString(run));
      assertThat(undone.exitCode()).as(undone.said()).isZero();
    }
    assertThat(workspace.database().everything()).isEqualTo(before);
  }

  private void change(
      Random random, Model model, ModelRules rules, ModelRow row, List<List<String>> states) {
    String name = Objects.requireNonNullElse(row.username(), "");
    List<String> command = new ArrayList<>(List.of("users"));
    int which = random.nextInt(3);
    String level = row.level();
    if (which == 1 && (level == null || level.isBlank())) {
      which = 0;
    }
    String action = List.of("create", "update", "delete").get(which);
    command.add(List.of("add", "set-level", "delete").get(which));
    if (row.reason() != null) {
      command.add("--reason=" + row.reason());
    }
    if (which < 2) {
      command.addAll(List.of("--level-min=" + rules.min(), "--level-max=" + rules.max()));
    }
    if (which == 0 && row.email() != null) {
      command.add("--email=" + row.email());
    }
    if (which == 0 && level != null) {
      command.add("--level=" + level);
    }
    command.addAll(List.of("--", name));
    if (which == 1) {
      command.add(Objects.requireNonNull(level));
    }
    ModelRow asInAFile =
        new ModelRow(
            0,
            null,
            name,
            which == 0 ? row.email() : null,
            which == 2 ? null : level,
            action,
            row.reason());
    ModelOutcome outcome = model.apply(List.of(asInAFile));
    command.addAll(command.indexOf("--"), List.of("--db", workspace.database().path().toString()));
    Ended ended = RollcallProgram.run(workspace.path("none.json"), new byte[0], command);
    assertThat(ended.said().replace("\n", "").chars())
        .as("%s", command)
        .noneMatch(Character::isISOControl);
    assertThat(workspace.database().users())
        .as("%s", command)
        .containsExactlyInAnyOrderElementsOf(
            model.users().stream()
                .map(user -> Database.row(user.username(), user.email(), user.effectiveLevel()))
                .toList());
    if (!outcome.rejects().isEmpty()) {
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
      assertThat(ended.err()).contains(outcome.rejects().get(0).code(), "CHANGE_REFUSED");
      assertThat(runs()).isEqualTo(states.size() - 1);
      return;
    }
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(runs()).isEqualTo(states.size());
    assertThat(workspace.database().changes(states.size()))
        .isEqualTo(outcome.changes().stream().map(UsersTest::row).toList());
    states.add(workspace.database().everything());
  }

  private long runs() {
    return workspace.database().number("select count(*) from rollcall_runs");
  }

  private static String row(ModelOutcome.Changed change) {
    ModelUser before = change.before();
    ModelUser after = change.after();
    return Database.row(
        0L,
        change.kind(),
        (before == null ? Objects.requireNonNull(after) : before).username(),
        before == null ? null : before.email(),
        after == null ? null : after.email(),
        before == null ? null : before.effectiveLevel(),
        after == null ? null : after.effectiveLevel(),
        change.reason());
  }

  private void shownAsTheLedgerHasIt(String name) {
    List<String> command =
        List.of("users", "show", "--json", "--db=" + workspace.database().path(), "--", name);
    Ended shown = RollcallProgram.run(workspace.path("none.json"), new byte[0], command);
    String bound = name.replace("'", "''");
    List<String> changes =
        workspace
            .database()
            .rows(
                "select run_id, kind, level_before, level_after, reason from rollcall_changes"
                    + " where username = '"
                    + bound
                    + "' order by id");
    List<String> users =
        workspace.database().rows("select id, level from users where username = '" + bound + "'");
    if (changes.isEmpty() && users.isEmpty()) {
      assertThat(shown.exitCode()).as(shown.said()).isEqualTo(2);
      return;
    }
    assertThat(shown.exitCode()).as(shown.said()).isZero();
    Map<String, Object> document = Json.object(shown.out().strip());
    assertThat(document).containsEntry("username", name);
    if (!users.isEmpty()) {
      assertThat(users).containsExactly(document.get("id") + ", " + document.get("level"));
    }
    List<String> found = new ArrayList<>();
    for (Object each : (List<?>) Objects.requireNonNull(document.get("changes"))) {
      Map<?, ?> change = (Map<?, ?>) each;
      found.add(
          Database.row(
              change.get("run"),
              change.get("change"),
              level(change.get("before")),
              level(change.get("after")),
              change.get("reason")));
    }
    assertThat(found).isEqualTo(changes);
  }

  private static @Nullable Object level(@Nullable Object state) {
    return state == null ? null : ((Map<?, ?>) state).get("level");
  }

  private void listedAsTheyAre() {
    Ended listed = workspace.run("users", "list", "--json", "--limit", ALL);
    assertThat(listed.exitCode()).as(listed.said()).isZero();
    List<String> found = new ArrayList<>();
    for (Map<String, Object> user : Json.lines(listed.out())) {
      found.add(
          Database.row(user.get("id"), user.get("username"), user.get("email"), user.get("level")));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(workspace.database().everything());
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
    assertThat(first.err()).contains("first 100 users, there are more");
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
}
