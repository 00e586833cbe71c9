package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.ModelCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said beforehand: it is what then happens, and leaves no trace. */
class PlanTest {

  private static final int CASES = Integer.getInteger("rollcall.plan.cases", 30);
  private static final int FILES = 2;
  private static final int ROWS = 60;
  private static final int FEW_ROWS = 8;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @ParameterizedTest
  @EnumSource
  void aPlanIsWhatTheImportThenDoesAndLeavesNoTrace(DatabaseKind kind) {
    Workspace empty = kind.empty(folder);
    Seeds.each(
        kind.cases(CASES),
        random -> {
          int rows = random.nextBoolean() ? ROWS : FEW_ROWS;
          ModelCase made = CaseGenerator.generate(random.nextInt(), FILES, rows);
          new ModelRun(kind, empty, random.nextInt(3) > 0 ? made : made.mirrored()).checkPlanned();
        });
  }

  @Test
  void filesThatArePlannedTogetherFollowOneAnother() {
    start();
    workspace.write("a.csv", "username,level\nada,+1\nzoe,3\n");
    workspace.write("b.csv", "username,level,action\nada,+1,\nzoe,,delete\nbob,x,\n");
    workspace.write("c.csv", "username,level,action\nzoe,5,create\nada,+1,\n");
    List<String> before = workspace.database().content();
    String pattern = "?.csv";
    Ended plan = workspace.planFile(pattern);
    assertThat(plan.exitCode()).as(plan.said()).isEqualTo(3);
    assertThat(plan.summaries()).hasSize(3);
    assertThat(plan.out())
        .contains("ada: level 1 -> 2", "ada: level 2 -> 3", "ada: level 3 -> 4")
        .contains("zoe: deleted, level 3");
    // The third is not begun when the second is refused, as it would not be imported.
    Ended refused = workspace.planFile(pattern, "--max-rejects", "0");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(refused.summaries()).hasSize(2);
    assertThat(refused.err()).contains("not started: ").contains("c.csv");
    Ended saved = workspace.planFile(pattern, "--save", workspace.path("p.json").toString());
    assertThat(saved.exitCode()).as(saved.said()).isEqualTo(2);
    assertThat(workspace.database().content()).isEqualTo(before);
  }

  @Test
  void aPlanTellsWhatChangesFieldByFieldAndWhereLevelsGo() {
    start();
    workspace.write(
        "next.csv", "username,email,level,action\nada,\\N,+3,\nbob,,,delete\ncyd,,x,\nzoe,,,\n");
    Ended plan = workspace.run("plan", workspace.path("next.csv").toString());
    assertThat(plan.exitCode()).as(plan.said()).isEqualTo(3);
    assertThat(plan.out().lines().map(String::strip))
        .contains(
            "1 -> 4               1  ##############################",
            "line 2: ada: level 1 -> 4, email ada@example.com -> none",
            "line 3: bob: deleted, level 2, email none",
            "line 5: zoe: created, level 1, email none",
            "of the 3 existing users: 1 deleted, 0 lowered, 1 raised, 2 changed in total",
            "1  LEVEL_NOT_A_NUMBER  first in line 4",
            "nothing was written");
    assertThat(workspace.namesEndingIn(".rejects.csv")).isEmpty();
    Path rejects = workspace.path("rejects.csv");
    workspace.run("plan", workspace.path("next.csv").toString(), "--rejects", rejects.toString());
    assertThat(workspace.read("rejects.csv")).contains("cyd,,x,,,4,LEVEL_NOT_A_NUMBER");
  }

  @Test
  void ofWhatIsDoneAPlanSaysHowToPlanItAllTheSame() {
    workspace.write("users.csv", "username,level\nann,+1\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.planFile("users.csv").out()).contains("already done by", "give --again");
    assertThat(workspace.planFile("users.csv", "--again").out())
        .contains("updated               1");
  }

  @Test
  void aPlanForADatabaseThatIsNotThereMakesNone() {
    workspace.write("users.csv", "username\nada\n");
    Ended plan = workspace.run("plan", workspace.path("users.csv").toString());
    assertThat(plan.exitCode()).as(plan.said()).isZero();
    assertThat(plan.out()).contains("created").contains("of the 0 existing users");
    assertThat(workspace.names()).containsExactly("users.csv");
  }

  @Test
  void whatWasPlannedIsDoneIfAllIsAsItWas() {
    start();
    Ended plan = save();
    assertThat(plan.exitCode()).as(plan.said()).isZero();
    Ended done = importPlanned();
    assertThat(done.exitCode()).as(done.said()).isZero();
    assertThat(done.numbers("counts")).containsEntry("updated", 2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update users set level = 7 where username = 'ada'",
        "update users set level = 5 where username = 'ada'",
        "update users set email = 'other@example.com' where username = 'ada'",
        "delete from users where username = 'bob'",
      })
  void whatWasPlannedIsNotDoneOnOtherUsers(String meanwhile) {
    start();
    save();
    workspace.database().execute(meanwhile);
    refused("the users have changed since the plan");
  }

  @Test
  void usersWhomThePlanDoesNotTouchMayChange() {
    start();
    save();
    workspace.database().execute("update users set level = 9 where username = 'cyd'");
    assertThat(importPlanned().exitCode()).isZero();
  }

  @Test
  void whatWasPlannedIsNotDoneWithAnotherInput() {
    start();
    save();
    workspace.write("next.csv", "username,level\nada,5\nbob,5\ncyd,5\n");
    refused("the input is not the one that was planned");
  }

  @Test
  void whatWasPlannedIsNotDoneByAnotherDefinition() {
    start();
    save();
    Ended refused =
        refused(
            "planned with mode upsert, max 100, now with mode update, max 50",
            "--mode",
            "update",
            "--level-max",
            "50");
    assertThat(refused.err()).contains("the job is not the one that was planned");
  }

  @Test
  void aPlanIsOfOneInput() {
    start();
    save();
    workspace.write("other.csv", "username\nzoe\n");
    Ended refused =
        workspace.importFile(
            "next.csv",
            workspace.path("other.csv").toString(),
            "--planned",
            workspace.path("plan.json").toString());
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(2);
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(1);
  }

  @Test
  void aPlanIsSavedOverNeitherTheInputNorTheDatabase() {
    start();
    String input = workspace.path("next.csv").toString();
    for (String file : List.of(input, workspace.database().path().toString())) {
      Ended refused = workspace.run("plan", input, "--save", file);
      assertThat(refused.exitCode()).as(refused.said()).isEqualTo(2);
    }
    assertThat(workspace.read("next.csv")).startsWith("username");
    assertThat(importPlannedWith("next.csv").exitCode()).as("no plan at all").isEqualTo(2);
  }

  /** Bounds as counts and as shares, each with one user at the bound and one above it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete 2 2",
        "lower 2 2",
        "raise 2 2",
        "change 2 2",
        "delete 20% 2",
        "lower 20% 2",
        "raise 20% 2",
        "change 20% 2",
        "delete 29% 2",
        "lower 0% 0",
        "change 0 0",
        "delete 100% 10",
        "change 10.1% 1",
      })
  void aGuardLetsSoManyThroughAndNotOneMore(String guard) {
    String[] words = guard.split(" ", -1);
    long most = Long.parseLong(words[2]);
    StringBuilder users = new StringBuilder("username,level\n");
    for (int i = 0; i < 10; i++) {
      users.append("user").append(i).append(",5\n");
    }
    workspace.write("users.csv", users.toString());
    workspace.importFile("users.csv", "--guard", words[0] + "=" + words[1]);
    assertThat(workspace.database().number("select count(*) from users"))
        .as("a first load is never refused")
        .isEqualTo(10);
    String row = ",,6,\n";
    if (words[0].equals("delete")) {
      row = ",,,delete\n";
    } else if (words[0].equals("lower")) {
      row = ",,4,\n";
    }
    for (long touched = Math.min(10, most + 1); touched >= most; touched--) {
      StringBuilder next = new StringBuilder("username,email,level,action\nnew,,3,\n");
      for (int i = 0; i < touched; i++) {
        next.append("user").append(i).append(row);
      }
      workspace.write("next.csv", next.toString());
      List<String> before = workspace.database().everything();
      String bound = words[0] + "=" + words[1];
      Ended planned =
          workspace.run("plan", workspace.path("next.csv").toString(), "--guard", bound);
      Ended ended = workspace.importFile("next.csv", "--guard", bound);
      assertThat(planned.exitCode()).as(planned.said()).isEqualTo(ended.exitCode());
      if (touched > most) {
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
        assertThat(ended.err())
            .contains(words[0] + " " + touched + " of 10 users", "allows " + words[1])
            .contains("--allow " + words[0] + "=" + touched);
        assertThat(planned.out()).contains("would be refused").contains("GUARD");
        assertThat(workspace.database().everything()).isEqualTo(before);
      } else {
        assertThat(ended.exitCode()).as(ended.said()).isZero();
      }
    }
  }

  @Test
  void whatIsMeantIsAllowedDeliberately() {
    start();
    assertThat(workspace.importFile("next.csv", "--guard", "change=50%").exitCode()).isEqualTo(4);
    Ended allowed =
        workspace.importFile("next.csv", "--guard", "change=50%", "--allow", "change=70%");
    assertThat(allowed.exitCode()).as(allowed.said()).isZero();
  }

  @Test
  void anEmptyDatabaseHasNothingToGuard() {
    workspace.write("users.csv", "username\nada\nbob\n");
    Ended first =
        workspace.importFile(
            "users.csv", "--mode", "mirror", "--guard", "delete=0%,lower=0,change=0%");
    assertThat(first.exitCode()).as(first.said()).isZero();
    workspace.write("none.csv", "username,action\nzoe,delete\n");
    Ended nobody = workspace.importFile("none.csv", "--guard", "delete=0", "--max-rejects", "100%");
    assertThat(nobody.exitCode()).as(nobody.said()).isEqualTo(3);
  }

  private void start() {
    workspace.write("first.csv", "username,email,level\nada,ada@example.com,1\nbob,,2\ncyd,,3\n");
    assertThat(workspace.importFile("first.csv").exitCode()).isZero();
    workspace.write("next.csv", "username,level\nada,5\nbob,5\n");
  }

  private Ended save() {
    return workspace.run(
        "plan",
        workspace.path("next.csv").toString(),
        "--save",
        workspace.path("plan.json").toString());
  }

  private Ended importPlanned(String... flags) {
    return importPlannedWith("plan.json", flags);
  }

  private Ended importPlannedWith(String plan, String... flags) {
    String[] all = java.util.Arrays.copyOf(flags, flags.length + 2);
    all[flags.length] = "--planned";
    all[flags.length + 1] = workspace.path(plan).toString();
    return workspace.importFile("next.csv", all);
  }

  private Ended refused(String why, String... flags) {
    List<String> before = workspace.database().content();
    Ended refused = importPlanned(flags);
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(refused.err()).contains(why).contains("PLAN_OUTDATED");
    assertThat(workspace.database().content()).isEqualTo(before);
    return refused;
  }
}
