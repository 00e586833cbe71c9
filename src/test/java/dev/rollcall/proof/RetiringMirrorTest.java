package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mirror that keeps those whom its file does not name, and gives them back what they had. */
class RetiringMirrorTest {

  private static final String USERS =
      "select id, username, level, active from users order by username";

  private static final String ALL = "username,level\nann,7\nbob,5\ncy,3\n";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  private void begin(DatabaseKind kind) {
    workspace = kind.empty(folder);
    assertThat(workspace.run("schema", "add-column", "active", "integer").exitCode()).isZero();
    workspace.write("all.csv", "username,level,active\nann,7,1\nbob,5,1\ncy,3,1\n");
    workspace.write(
        "all.yaml",
        "import: { from: %s, extra: { active: active } }\n".formatted(workspace.path("all.csv")));
    assertThat(workspace.runJob("all.yaml").exitCode()).isZero();
  }

  private Ended mirror(String rows, String missing, String... flags) {
    workspace.write("staff.csv", rows);
    workspace.write(
        "staff.yaml",
        "import:\n  name: staff\n  from: %s\n  mode: mirror\n  missing: %s\nguard: { delete: 70%% }\n"
            .formatted(workspace.path("staff.csv"), missing));
    return workspace.runJob("staff.yaml", flags);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsMissingKeepsHisIdAndReturnsAsHeWas(DatabaseKind kind) {
    begin(kind);
    String missing = "{ level: 0, set: { active: 0 } }";
    Ended retired = mirror("username,level\nann,7\ncy,3\n", missing);
    assertThat(retired.exitCode()).as(retired.said()).isZero();
    assertThat(retired.numbers("counts"))
        .containsEntry("retired", 1L)
        .containsEntry("removed", 0L)
        .containsEntry("unchanged", 2L);
    assertThat(retired.out()).contains("retired");
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 0, 0");
    assertThat(workspace.run("users", "show", "bob").out())
        .contains("level 5 -> 0, active 1 -> 0", "missing from the input");
    assertThat(workspace.run("runs", "show", "2").out()).contains("retired");

    // Still missing: nothing is done to him.
    Ended again = mirror("username,level\nann,8\ncy,3\n", missing);
    assertThat(again.numbers("counts")).containsEntry("retired", 0L).containsEntry("updated", 1L);

    // Named without a word on what was taken.
    Ended back = mirror("username\nann\nbob\ncy\n", missing);
    assertThat(back.numbers("counts")).as(back.said()).containsEntry("updated", 1L);
    assertThat(workspace.database().rows(USERS))
        .containsExactly("1, \"ann\", 8, 1", "2, \"bob\", 5, 1", "3, \"cy\", 3, 1");
    assertThat(workspace.run("runs", "undo", "last").exitCode()).isZero();
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 0, 0");
  }

  @ParameterizedTest
  @EnumSource
  void theRowCountsForWhoReturns(DatabaseKind kind) {
    begin(kind);
    String missing = "{ level: 0, set: { active: 0 } }";
    mirror("username,level\nann,7\n", missing);
    Ended back = mirror("username,level\nann,7\nbob,+1\ncy,1\n", missing);
    assertThat(back.exitCode()).as(back.said()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly("1, \"ann\", 7, 1", "2, \"bob\", 6, 1", "3, \"cy\", 1, 1");
  }

  @ParameterizedTest
  @EnumSource
  void theFirstRowOfWhoReturnsCountsForThoseBehindIt(DatabaseKind kind) {
    begin(kind);
    String missing = "{ level: 0, set: { active: 0 } }";
    mirror("username,level\nann,7\n", missing);
    Ended back = mirror("username,level\nann,7\nbob,0\nbob,\ncy,0\ncy,+1\n", missing);
    assertThat(back.exitCode()).as(back.said()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly("1, \"ann\", 7, 1", "2, \"bob\", 0, 1", "3, \"cy\", 1, 1");
  }

  @ParameterizedTest
  @EnumSource
  void aRowThatIsRejectedTakesNothingFromWhoIsRetired(DatabaseKind kind) {
    begin(kind);
    String missing = "{ level: 0, set: { active: 0 }, delete-after: 1d }";
    mirror("username,level\nann,7\n", missing);
    Ended rejected = mirror("username,level\nann,7\nbob,high\ncy,high\n", missing);
    assertThat(rejected.exitCode()).as(rejected.said()).isEqualTo(3);
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 0, 0", "3, \"cy\", 0, 0");

    // By the next file, or by the row once it is fixed.
    assertThat(mirror("username,level\nann,8\nbob,\ncy,low\n", missing).exitCode()).isEqualTo(3);
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 5, 1", "3, \"cy\", 0, 0");
    String rejects = workspace.namesEndingIn(".rejects.csv").get(1);
    workspace.write(rejects, workspace.read(rejects).replace("low", ""));
    Ended fixed = workspace.run("retry", "last");
    assertThat(fixed.exitCode()).as(fixed.said()).isZero();
    assertThat(workspace.database().rows(USERS)).contains("3, \"cy\", 3, 1");
    assertThat(
            workspace
                .database()
                .number("select count(*) from rollcall_missing where ended_by is null"))
        .isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aSecretOfWhoReturnsIsWrittenAlsoIfHisLevelStays(DatabaseKind kind) {
    begin(kind);
    assertThat(workspace.run("schema", "add-column", "pw", "text").exitCode()).isZero();
    String missing = "{ level: 0 }\n  secret: [pw]";
    mirror("username,level,pw\nann,7,a\n", missing);
    Ended back = mirror("username,level,pw\nann,7,\nbob,-5,b\ncy,3,\n", missing);
    assertThat(back.exitCode()).as(back.said()).isZero();
    assertThat(workspace.database().rows("select username, level, pw from users order by username"))
        .containsExactly("\"ann\", 7, \"a\"", "\"bob\", 0, \"b\"", "\"cy\", 3, null");
  }

  @ParameterizedTest
  @EnumSource
  void anUndoPutsThemBack(DatabaseKind kind) {
    begin(kind);
    mirror("username,level\nann,7\n", "{ level: 0 }");
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 0, 1", "3, \"cy\", 0, 1");
    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 5, 1", "3, \"cy\", 3, 1");
    Ended valid = workspace.run("schema", "validate");
    assertThat(valid.exitCode()).as(valid.said()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whoHasBeenMissingForLongEnoughIsDeleted(DatabaseKind kind) {
    begin(kind);
    String missing = "{ level: 0, delete-after: 30d }";
    mirror("username,level\nann,7\n", missing);
    workspace
        .database()
        .execute(
            "update rollcall_missing set since = '2020-01-01T00:00:00Z' where username = 'bob'");
    workspace.run("users", "set-level", "cy", "9");
    Ended later = mirror("username,level\nann,8\n", missing);
    assertThat(later.numbers("counts"))
        .as(later.said())
        .containsEntry("removed", 1L)
        .containsEntry("retired", 1L);
    assertThat(workspace.database().rows(USERS))
        .containsExactly("1, \"ann\", 8, 1", "3, \"cy\", 0, 1");
    assertThat(workspace.run("runs", "undo", "last").exitCode()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly("1, \"ann\", 7, 1", "2, \"bob\", 0, 1", "3, \"cy\", 9, 1");
  }

  @ParameterizedTest
  @EnumSource
  void theyAreGuardedAndPlannedLikeDeletions(DatabaseKind kind) {
    begin(kind);
    workspace.write("staff.csv", "username,level\nann,7\n");
    workspace.write(
        "staff.yaml",
        "import:\n  from: %s\n  mode: mirror\n  missing: { level: 0 }\n"
            .formatted(workspace.path("staff.csv")));
    Ended refused = workspace.runJob("staff.yaml");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(refused.err()).contains("would delete or retire 2 of 3 users");
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 5, 1");
    Ended planned = workspace.runPlan("staff.yaml", "--allow", "delete=2");
    assertThat(planned.exitCode()).as(planned.said()).isZero();
    assertThat(planned.numbers("counts")).containsEntry("retired", 2L);
    assertThat(planned.out()).contains("not in the file: bob: level 5 -> 0");
    assertThat(workspace.database().rows(USERS)).contains("2, \"bob\", 5, 1");
    assertThat(workspace.runJob("staff.yaml", "--allow", "delete=2").exitCode()).isZero();

    workspace.write("staff.csv", ALL);
    Ended back = workspace.runPlan("staff.yaml");
    assertThat(back.numbers("counts")).containsEntry("updated", 2L);
  }

  @Test
  void jobFilesSayItOfMirrorsOnly() {
    workspace = new Workspace(folder);
    for (Map.Entry<String, String> wrong :
        Map.of(
                "missing: { level: 0 }", "missing is said of a mirror, and the mode is upsert",
                "mode: mirror\n  missing: { delete-after: 3d }",
                    "missing needs one of the keys \"level\" and \"set\"",
                "mode: mirror\n  missing: retire", "missing must be delete or a mapping",
                "mode: mirror\n  missing: { level: 0, delete-after: soon }",
                    "must be a number of days from 1d to 3650d")
            .entrySet()) {
      workspace.write("wrong.yaml", "import:\n  from: users.csv\n  " + wrong.getKey() + "\n");
      Ended ended = workspace.look("check", workspace.path("wrong.yaml").toString());
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
      assertThat(ended.err()).contains(wrong.getValue());
    }
  }
}
