package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is retired, once runs are undone and users deleted. */
class RetiredAgainTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  private void begin(DatabaseKind kind) {
    workspace = kind.empty(folder);
    job("all", "upsert", "ann,7,\nbob,5,");
  }

  private void job(String name, String mode, String rows) {
    job(name, mode, 0, rows);
  }

  private void job(String name, String mode, int level, String rows) {
    workspace.write("in.csv", "username,level,action\n" + rows + "\n");
    workspace.write(
        "job.yaml",
        """
        import: { name: %s, from: %s, mode: %s%s }
        guard: { delete: 100%% }
        """
            .formatted(
                name,
                workspace.path("in.csv"),
                mode,
                mode.equals("mirror")
                    ? ", missing: { level: " + level + ", delete-after: 10d }"
                    : ""));
    done(workspace.runJob("job.yaml", "--again"));
  }

  private static void done(Ended ended) {
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  private void assertUsers(String... users) {
    assertThat(
            workspace
                .database()
                .rows("select username || ' ' || level from users order by username"))
        .extracting(row -> row.replace("\"", ""))
        .containsExactly(users);
  }

  private void assertBobHas(long level) {
    assertThat(workspace.database().number("select level from users where username = 'bob'"))
        .isEqualTo(level);
  }

  /** As the ledger has it of all who are missing. */
  private void missForLong() {
    workspace.database().execute("update rollcall_missing set since = '2020-01-01T00:00:00Z'");
  }

  private void undo(int run) {
    done(workspace.run("runs", "undo", Integer.toString(run)));
  }

  @ParameterizedTest
  @EnumSource
  void whoseReturnIsUndoneGetsBackWhatHeHadWhenHeIsNamedAgain(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", "ann,7,");
    job("staff", "mirror", "ann,7,\nbob,,");
    assertBobHas(5);
    undo(3);
    assertBobHas(0);
    job("staff", "mirror", "ann,8,\nbob,,");
    assertBobHas(5);
  }

  @ParameterizedTest
  @EnumSource
  void whoWasRetiredByARunThatIsUndoneIsSoNoLonger(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", "ann,7,");
    undo(2);
    job("all", "upsert", "bob,0,");
    job("staff", "mirror", "ann,7,\nbob,,");
    assertBobHas(0);
    undo(4);
    undo(3);
    job("staff", "mirror", "ann,7,\nbob,,");
    assertBobHas(5);
  }

  @ParameterizedTest
  @EnumSource
  void undosOfUndosComeToTheSame(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", "ann,7,");
    job("staff", "mirror", "ann,7,\nbob,,");
    undo(3);
    undo(4);
    // He has returned.
    job("all", "upsert", "bob,0,");
    job("staff", "mirror", "ann,8,\nbob,,");
    assertBobHas(0);
    undo(7);
    undo(6);
    undo(5);
    // He has not.
    job("staff", "mirror", "ann,9,\nbob,,");
    assertBobHas(5);
  }

  @ParameterizedTest
  @EnumSource
  void anEarlierRetirementIsKnownOnceALaterOneIsUndone(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", "ann,7,");
    job("staff", "mirror", "ann,7,\nbob,,");
    job("staff", "mirror", "ann,8,");
    undo(4);
    undo(3);
    assertBobHas(0);
    job("staff", "mirror", "ann,9,\nbob,,");
    assertBobHas(5);
  }

  @ParameterizedTest
  @EnumSource
  void whoWasRetiredByTwoJobsInTurnGetsBackWhatTheLastTook(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", 1, "ann,7,");
    // To what he is already: that is no less his level.
    job("all", "upsert", "bob,3,");
    job("all", "upsert", "bob,1,");
    job("guests", "mirror", 0, "ann,7,");
    assertBobHas(0);
    job("guests", "mirror", 0, "ann,7,\nbob,,");
    assertBobHas(1);
  }

  @ParameterizedTest
  @EnumSource
  void whoeverHasHisIdOrAnotherNameHasNotBeenMissingForLong(DatabaseKind kind) {
    begin(kind);
    job("all", "upsert", "cyd,5,");
    job("staff", "mirror", "ann,7,");
    missForLong();
    workspace
        .database()
        .execute(
            "update users set username = 'robert' where username = 'bob'",
            "update users set username = 'zoe' where username = 'cyd'");
    job("staff", "mirror", "ann,8,\nrobert,,");
    job("staff", "mirror", "ann,9,");
    assertUsers("ann 9", "robert 0", "zoe 0");
  }

  @ParameterizedTest
  @EnumSource
  void whoIsRetiredEveryNightDoesNotFillTheLedger(DatabaseKind kind) {
    begin(kind);
    for (int night = 1; night <= 10; night++) {
      job("staff", "mirror", "ann,7,");
      job("all", "upsert", "bob," + night + ",");
    }
    assertThat(workspace.database().number("select count(*) from rollcall_missing")).isLessThan(10);
    job("staff", "mirror", "ann,7,");
    job("staff", "mirror", "ann,7,\nbob,,");
    assertBobHas(10);
  }

  @ParameterizedTest
  @EnumSource
  void whoeverAnotherProgramMadeUnderTheNameHasNotBeenMissingForLong(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", "ann,7,");
    missForLong();
    workspace
        .database()
        .execute(
            "delete from users where username = 'bob'",
            "insert into users (id, username, level) values (99, 'bob', 0)");
    job("staff", "mirror", "ann,8,");
    assertUsers("ann 8", "bob 0");
    job("staff", "mirror", "ann,9,\nbob,,");
    assertUsers("ann 9", "bob 0");
  }

  @ParameterizedTest
  @EnumSource
  void whoIsDeletedIsMissingNoLonger(DatabaseKind kind) {
    begin(kind);
    job("staff", "mirror", "ann,7,");
    missForLong();
    job("all", "upsert", "bob,,delete\nbob,0,create");
    job("staff", "mirror", "ann,8,");
    assertUsers("ann 8", "bob 0");
    job("staff", "mirror", "ann,9,\nbob,,");
    assertUsers("ann 9", "bob 0");
  }
}
