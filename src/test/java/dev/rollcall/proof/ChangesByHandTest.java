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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes by hand come to is what the model of an import says of the same rows. */
class ChangesByHandTest {

  private static final int CASES = Integer.getInteger("rollcall.users.cases", 5);
  private static final int CHANGES = 25;
  private static final String ALL = "1000000";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @Test
  void changesByHandDoWhatTheModelSaysAndAreUndoneOneByOne() {
    Seeds.each(CASES, this::changeAtRandom);
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
        .isEqualTo(outcome.changes().stream().map(Agreement::row).toList());
    states.add(workspace.database().everything());
  }

  private long runs() {
    return workspace.database().number("select count(*) from rollcall_runs");
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
}
