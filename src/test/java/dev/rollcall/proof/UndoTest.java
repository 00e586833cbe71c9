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

/**
 * Runs that are taken back: what returns, what is left alone, and what an undo is to later runs.
 */
class UndoTest {

  private static final int CASES = Integer.getInteger("rollcall.undo.cases", 20);
  private static final int FILES = 2;
  private static final int ROWS = 60;
  private static final int FEW_ROWS = 12;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsUndoneIsAsItWasAndComesBackWhole(DatabaseKind kind) {
    Workspace empty = kind.empty(folder);
    Seeds.each(
        kind.cases(CASES),
        random -> {
          ModelCase made =
              CaseGenerator.generate(
                  random.nextInt(), FILES, random.nextBoolean() ? ROWS : FEW_ROWS);
          boolean mirror = random.nextBoolean() && made.namesAUserInEachRow();
          new ModelRun(kind, empty, mirror ? made.mirrored() : made).checkUndone();
        });
  }

  @Test
  void createdUsersGoDeletedOnesReturnAndOthersAreAsTheyWere() {
    start();
    deliver("second.csv", "ada,,+2,", "bob,,,delete", "cyd,cyd@example.com,7,", "eve,\\N,,");
    assertThat(workspace.importFile("second.csv").exitCode()).isZero();
    List<String> after = workspace.database().everything();

    Ended planned = workspace.run("runs", "undo", "2", "--plan");
    assertThat(planned.exitCode()).as(planned.said()).isZero();
    assertThat(planned.out()).contains("plan undoes run 2 in ").contains("nothing was written");
    assertThat(workspace.database().everything()).isEqualTo(after);
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);

    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(undone.out()).startsWith("run 3 undoes run 2 in ");
    assertThat(workspace.database().everything())
        .containsExactly(
            "1, \"ada\", null, 1",
            "2, \"bob\", \"bob@example.com\", 2",
            "3, \"eve\", \"eve@example.com\", 3");
    assertThat(
            workspace
                .database()
                .rows(
                    "select kind, of_run, job, status, rows_read, created, updated, deleted,"
                        + " rejected, raised, lowered from rollcall_runs where id = 3"))
        .containsExactly("\"UNDO\", 2, \"import\", \"COMPLETED\", 4, 1, 2, 1, 0, 0, 1");
    assertThat(workspace.run("runs", "show", "2").out()).contains("undone by run 3");
    assertThat(workspace.run("runs", "show", "3").out()).contains("undoes run 2");

    assertThat(workspace.run("runs", "undo", "3").exitCode()).isZero();
    assertThat(workspace.database().everything()).isEqualTo(after);
    assertThat(workspace.run("runs", "show", "2").out()).doesNotContain("undone by");
  }

  @Test
  void aUserWhoWasDeletedAndMadeAnewGetsTheOldIdBack() {
    start();
    List<String> before = workspace.database().everything();
    deliver("second.csv", "ada,,,delete", "ada,ada@example.com,9,", "zoe,,,", "zoe,,,delete");
    assertThat(workspace.importFile("second.csv").exitCode()).isZero();
    List<String> after = workspace.database().everything();
    assertThat(after).contains("4, \"ada\", \"ada@example.com\", 9");

    Ended undone = workspace.run("runs", "undo", "2");

    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(workspace.database().everything()).isEqualTo(before);
    assertThat(
            workspace
                .database()
                .rows(
                    "select rows_read, created, unchanged, deleted from rollcall_runs where id = 3"))
        .containsExactly("3, 1, 1, 1");
    assertThat(workspace.run("runs", "undo", "3").exitCode()).isZero();
    assertThat(workspace.database().everything()).isEqualTo(after);
  }

  @Test
  void usersWhoHaveChangedSinceAreLeftAloneAndListed() {
    start();
    deliver("second.csv", "ada,,5,", "bob,,,delete", "cyd,,7,", "eve,,4,");
    workspace.importFile("second.csv");
    workspace
        .database()
        .execute(
            "update users set level = 6 where username = 'ada'",
            "insert into users (id, username, level) values (2, 'new', 1)");

    Ended whole = workspace.run("runs", "undo", "2", "--all-or-nothing");
    assertThat(whole.exitCode()).as(whole.said()).isEqualTo(4);
    assertThat(whole.err()).contains("CHANGED_SINCE");
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);

    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertThat(undone.out()).contains("left alone: \"ada\"").contains("left alone: \"bob\"");
    assertThat(workspace.database().everything())
        .containsExactly(
            "1, \"ada\", null, 6", "2, \"new\", null, 1", "3, \"eve\", \"eve@example.com\", 3");
    assertThat(workspace.database().rows("select code, username from rollcall_rejects order by 2"))
        .containsExactly("\"CHANGED_SINCE\", \"ada\"", "\"CHANGED_SINCE\", \"bob\"");
  }

  @Test
  void anEarlierStateOfTheSameRunIsNoReasonToPutAUserBack() {
    start();
    deliver("second.csv", "ada,,2,", "ada,,3,");
    workspace.importFile("second.csv");
    workspace.database().execute("update users set level = 2 where username = 'ada'");
    assertThat(workspace.run("runs", "undo", "2").exitCode()).isEqualTo(3);
    assertThat(workspace.database().everything()).contains("1, \"ada\", null, 2");
  }

  @Test
  void forcePutsThemBackAllTheSame() {
    start();
    List<String> before = workspace.database().everything();
    deliver("second.csv", "ada,,5,", "bob,,,delete", "cyd,,7,", "eve,,,delete");
    workspace.importFile("second.csv");
    workspace
        .database()
        .execute(
            "update users set level = 6",
            "insert into users (id, username, level) values (9, 'eve', 1)");
    Ended undone = workspace.run("runs", "undo", "2", "--force");
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(workspace.database().users()).hasSameSizeAs(before);
    assertThat(workspace.database().everything())
        .containsExactly(
            before.get(0), before.get(1), before.get(2).replace("3, \"eve\"", "9, \"eve\""));
  }

  @Test
  void aRunIsUndoneOnce() {
    start();
    assertThat(workspace.run("runs", "undo", "1").exitCode()).isZero();
    Ended second = workspace.run("runs", "undo", "1");
    assertThat(second.exitCode()).isEqualTo(4);
    assertThat(second.err()).contains("undone by run 2").contains("runs undo 2");
    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "1").exitCode()).isZero();
    assertThat(workspace.database().everything()).isEmpty();
    assertThat(workspace.run("runs", "undo", "9").exitCode()).isEqualTo(2);
  }

  @Test
  void withoutADatabaseNoneIsMade() {
    assertThat(workspace.run("runs", "undo", "1").exitCode()).isEqualTo(1);
    assertThat(workspace.names()).noneMatch(name -> name.equals("users.db"));
  }

  @Test
  void contentThatWasUndoneIsNewContent() {
    deliver("raise.csv", "ada,,+1,");
    workspace.importFile("raise.csv");
    workspace.run("runs", "undo", "1");

    Ended again = workspace.importFile("raise.csv");
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(again.status()).isEqualTo("COMPLETED");
    assertThat(workspace.database().rows("select username, level from users"))
        .containsExactly("\"ada\", 2");
    assertThat(workspace.importFile("raise.csv").status()).isEqualTo("ALREADY_DONE");
  }

  @Test
  void contentThatWasBroughtBackIsDone() {
    deliver("raise.csv", "ada,,+1,");
    workspace.importFile("raise.csv");
    workspace.run("runs", "undo", "1");
    workspace.run("runs", "undo", "2");
    Ended again = workspace.importFile("raise.csv");
    assertThat(again.status()).as(again.said()).isEqualTo("ALREADY_DONE");
    assertThat(workspace.database().rows("select username, level from users"))
        .containsExactly("\"ada\", 2");
  }

  @Test
  void anUnfinishedRunThatWasUndoneIsNeverContinued() {
    deliver("zoe.csv", "zoe,,1,");
    workspace.importFile("zoe.csv", "--job", "zoe");
    deliver("raise.csv", "ada,,+1,", "zoe,,,create", "zoe,,+1,");
    assertThat(workspace.importFile("raise.csv", "--chunk", "1", "--max-rejects", "0").exitCode())
        .isEqualTo(4);
    workspace.write("users.db.run-2.staged-a", "of a process that died");

    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();

    assertThat(workspace.database().users()).hasSize(1);
    assertThat(workspace.names()).noneMatch(name -> name.contains(".staged"));
    assertThat(workspace.database().rows("select status from rollcall_runs where id = 2"))
        .containsExactly("\"ABANDONED\"");
    Ended anew = workspace.importFile("raise.csv", "--max-rejects", "1");
    assertThat(anew.exitCode()).as(anew.said()).isEqualTo(3);
    assertThat(anew.numbers("counts")).containsEntry("read", 3L);
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ada\", 2", "\"zoe\", 2");
  }

  @Test
  void rejectsThatARetrySettledAreOpenOnceItIsUndone() {
    start();
    deliver("second.csv", "ada,,many,", "cyd,,2,");
    assertThat(workspace.importFile("second.csv").exitCode()).isEqualTo(3);
    String mended = workspace.read("users.db.run-2.rejects.csv").replace("ada,,many", "ada,,+4");
    workspace.write("users.db.run-2.rejects.csv", mended);
    assertThat(workspace.run("retry", "2").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "3").exitCode()).isZero();
    assertThat(workspace.run("runs", "show", "2").out()).doesNotContain("settled");

    Ended again = workspace.run("retry", "2");

    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(workspace.database().rows("select level from users where username = 'ada'"))
        .containsExactly("5");
    assertThat(workspace.run("runs", "show", "2").out()).contains("1 of 1 reject settled");
  }

  @Test
  void aRuleOfTheDatabaseLeavesOnlyThoseItRefuses() {
    start();
    deliver("second.csv", "ada,,5,", "bob,,,delete", "eve,,9,");
    workspace.importFile("second.csv");
    workspace
        .database()
        .execute(
            "create trigger not_three before update of level on users when new.level = 3"
                + " begin select raise(abort, 'not three'); end");
    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertThat(undone.out()).contains("not three").contains("REFUSED_BY_DATABASE");
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ada\", 1", "\"bob\", 2", "\"eve\", 9");
  }

  private void start() {
    deliver("first.csv", "ada,,,", "bob,bob@example.com,2,", "eve,eve@example.com,3,");
    assertThat(workspace.importFile("first.csv").exitCode()).isZero();
  }

  private void deliver(String file, String... rows) {
    workspace.write(file, "username,email,level,action\n" + String.join("\n", rows) + "\n");
  }
}
