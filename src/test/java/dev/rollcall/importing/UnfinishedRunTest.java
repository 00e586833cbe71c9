package dev.rollcall.importing;

import static dev.rollcall.importing.Deliveries.completed;
import static dev.rollcall.importing.Deliveries.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.csv.Input;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.user.LevelRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run that did not end, told by what the next one does. */
class UnfinishedRunTest {

  private static final String ABSOLUTE = "username,level\nann,1\n";
  private static final String HALF_BAD = "username,level\nann,3\nbob,x\n";

  /** Under the rule of the database, and with one row a chunk, the second row ends the run. */
  private static final String DIES = "username,level\nann,+1\nbob,13\n";

  @TempDir Path folder;
  private Deliveries database;

  @BeforeEach
  void open() {
    database = new Deliveries(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRefusedRunGoesOnUnderAHigherLimit() {
    ImportResult refused = database.deliver(job("import", 0), HALF_BAD, false);
    assertThat(refused.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    ImportResult raised = database.deliver(job("import", 1), HALF_BAD, false);
    assertThat(completed(raised)).isEqualTo(1);
    assertThat(raised.summary().restarts()).isEqualTo(1);
    assertThat(raised.summary().notes()).contains("continues run 1, which was refused");
  }

  /** A run that nobody will finish is closed, and the message says which. */
  @Test
  void otherContentOfTheSameNameTakesThePlaceOfARunThatDidNotEnd() {
    database.deliver(job("import", 0), HALF_BAD, false);
    ImportResult other = database.deliver(ABSOLUTE);
    assertThat(completed(other)).isEqualTo(2);
    assertThat(other.summary().notes())
        .contains("run 1, which was refused, is abandoned: users.csv or its job has changed since");
    ImportResult old = database.deliver(job("import", 100), HALF_BAD, false);
    assertThat(completed(old)).as("an abandoned run is not taken up").isEqualTo(3);
    assertThat(old.summary().restarts()).isZero();
  }

  @Test
  void anotherFileLeavesARunThatDidNotEndAlone() {
    database.deliver(job("import", 0), HALF_BAD, false);
    Input other = database.input("others.csv", ABSOLUTE);
    assertThat(completed(database.run(new Request(job("import", 100), other, false, false))))
        .isEqualTo(2);
    assertThat(completed(database.deliver(job("import", 1), HALF_BAD, false))).isEqualTo(1);
  }

  @Test
  void aRunThatHadMovedLevelsIsFinishedOrReplacedOnPurpose() {
    database.ruled();
    ImportResult died = database.deliver(job("import", 0, LevelRules.DEFAULT, 1), DIES, false);
    assertThat(died.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    assertThat(died.summary().counts().relative()).isEqualTo(1);
    ImportResult replaced = database.deliver(ABSOLUTE);
    assertThat(replaced.failure().code()).isEqualTo(ProblemCode.DEAD_RUN_REPLACED);
    assertThat(replaced.failure())
        .hasMessageContaining("run 1 of users.csv was refused after 1 relative level (+1, -1)");
    ImportResult again = database.deliver(job("import", 100), ABSOLUTE, true);
    assertThat(completed(again)).isEqualTo(2);
    assertThat(again.summary().notes().toString()).contains("run 1").contains("abandoned");
  }

  @Test
  void aRunThatHadMovedLevelsGoesOnWhereItWas() {
    database.ruled();
    database.deliver(job("import", 0, LevelRules.DEFAULT, 1), DIES, false);
    ImportResult finished = database.deliver(job("import", 1, LevelRules.DEFAULT, 1), DIES, false);
    assertThat(completed(finished)).isEqualTo(1);
    assertThat(finished.summary().counts().relative()).as("once").isEqualTo(1);
  }

  /** Begun with "again" and refused, it is finished by the same command; else begun anew. */
  @Test
  void whatWasBegunAgainIsFinishedAndNotBegunOnceMore() {
    database.deliver(job("import", 0), HALF_BAD, true);
    assertThat(completed(database.deliver(job("import", 1), HALF_BAD, true))).isEqualTo(1);
    database.deliver(job("import", 0), "username,level\ncyd,1\nbob,x\n", false);
    assertThat(
            completed(database.deliver(job("import", 1), "username,level\ncyd,1\nbob,x\n", true)))
        .as("not begun again the first time")
        .isEqualTo(3);
  }

  @Test
  void whatDiedIsContinuedWhateverItHadDone() {
    database.deliver(job("import", 0), HALF_BAD, false);
    database.execute("update rollcall_runs set status = 'STARTED'");
    assertThat(database.deliver(job("import", 1), HALF_BAD, false).summary().notes())
        .contains("continues run 1, which failed before its first chunk");
    database.ruled();
    database.deliver(job("import", 0, LevelRules.DEFAULT, 1), DIES, false);
    database.execute("update rollcall_runs set status = 'STARTED' where id = 2");
    assertThat(database.deliver(job("import", 1), DIES, false).summary().notes())
        .contains("continues run 2, which did not end");
  }

  /** Or it would be listed as at work for ever. */
  @Test
  void whatDiedIsSaidToBeDeadByWhoeverStartsNext() {
    database.deliver(job("import", 0), HALF_BAD, false);
    database.execute("update rollcall_runs set status = 'STARTED'");
    Input other = database.input("others.csv", ABSOLUTE);
    assertThat(completed(database.run(new Request(job("other", 0), other, false, false))))
        .isEqualTo(2);
    assertThat(database.text("select status || ', ' || message from rollcall_runs where id = 1"))
        .isEqualTo("FAILED, died while working");
  }

  /** What it had applied is settled, so that nothing of it comes twice. */
  @Test
  void aRetryThatDidNotEndGivesWayToAFileThatIsFixedBetter() {
    database.ruled();
    database.deliver("username,level\nann,x\nbob,x\n");
    database.input("mended.csv", "username,level,_line\nann,+1,2\nbob,13,3\n");
    ImportResult refused = database.retry(0);
    assertThat(refused.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    assertThat(refused.summary().counts().relative()).isEqualTo(1);
    database.input("mended.csv", "username,level,_line\nann,+1,2\nbob,+1,3\n");
    assertThat(completed(database.retry(0))).isEqualTo(3);
    assertThat(database.text("select group_concat(username || ' ' || level) from users"))
        .isEqualTo("ann 2,bob 2");
  }
}
