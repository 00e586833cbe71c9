package dev.rollcall.importing;

import static dev.rollcall.importing.Deliveries.completed;
import static dev.rollcall.importing.Deliveries.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.csv.Input;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.user.LevelRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a delivery is to the database, told by what its run does. */
class RunStartTest {

  private static final String ABSOLUTE = "username,level\nann,1\n";
  private static final String OTHER = "username,level\nann,2\n";
  private static final String RELATIVE = "username,level\nann,+1\n";
  private static final String HALF_BAD = "username,level\nann,3\nbob,x\n";

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
  void whatTheLastRunBroughtIsDone() {
    assertThat(completed(database.deliver(ABSOLUTE))).isEqualTo(1);
    RunSummary again = database.deliver(ABSOLUTE).summary();
    assertThat(again.status()).isEqualTo(RunStatus.ALREADY_DONE);
    assertThat(again.run()).isEqualTo(1);
    assertThat(completed(database.deliver(OTHER))).isEqualTo(2);
    assertThat(completed(database.deliver(ABSOLUTE))).as("another state by now").isEqualTo(3);
    assertThat(database.deliver(ABSOLUTE).summary().run()).isEqualTo(3);
    assertThat(completed(database.deliver(job("import", 100), ABSOLUTE, true)))
        .as("again")
        .isEqualTo(4);
  }

  /** Of another job it is another delivery, and so it is once somebody else has written. */
  @Test
  void whatAnotherJobBroughtIsNotDone() {
    assertThat(completed(database.deliver(ABSOLUTE))).isEqualTo(1);
    assertThat(completed(database.deliver(job("other", 100), ABSOLUTE, false))).isEqualTo(2);
    assertThat(completed(database.deliver(job("other", 100), OTHER, false))).isEqualTo(3);
    assertThat(completed(database.deliver(ABSOLUTE))).isEqualTo(4);
  }

  @Test
  void anotherDefinitionIsAnotherRun() {
    assertThat(completed(database.deliver(ABSOLUTE))).isEqualTo(1);
    assertThat(
            completed(
                database.deliver(
                    job("import", 100, new LevelRules(0, 9, null, true), 100), ABSOLUTE, false)))
        .isEqualTo(2);
  }

  @Test
  void levelsThatWereMovedOnceAreNotMovedTwice() {
    assertThat(completed(database.deliver(RELATIVE))).isEqualTo(1);
    assertThat(database.deliver(RELATIVE).summary().status()).isEqualTo(RunStatus.ALREADY_DONE);
    assertThat(completed(database.deliver(ABSOLUTE))).isEqualTo(2);
    ImportResult twice = database.deliver(RELATIVE);
    assertThat(twice.failure().code()).isEqualTo(ProblemCode.DELIVERED_TWICE);
    assertThat(twice.failure())
        .hasMessageContaining("run 1 of ")
        .hasMessageContaining(" 1 relative");
    assertThat(completed(database.deliver(job("import", 100), RELATIVE, true))).isEqualTo(3);
    assertThat(completed(database.deliver(job("other", 100), RELATIVE, false)))
        .as("a job knows its own deliveries only")
        .isEqualTo(4);
  }

  /** Whatever became of others in between, nobody has written since. */
  @Test
  void aRunThatBroughtNothingLeavesDoneWhatIsDone() {
    assertThat(completed(database.deliver(ABSOLUTE))).isEqualTo(1);
    Input other = database.input("others.csv", HALF_BAD);
    ImportResult refused = database.run(new Request(job("import", 0), other, false, false));
    assertThat(refused.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    RunSummary again = database.deliver(ABSOLUTE).summary();
    assertThat(again.status()).isEqualTo(RunStatus.ALREADY_DONE);
    assertThat(again.run()).isEqualTo(1);
  }

  @Test
  void whatWasUndoneIsNotDeliveredTwice() {
    assertThat(completed(database.deliver(RELATIVE))).isEqualTo(1);
    database.undo(1);
    assertThat(completed(database.deliver(RELATIVE))).isEqualTo(3);
  }

  @Test
  void underRulesOfTheDatabaseRowsGoInTheOrderOfTheFile() {
    database.ruled();
    String backwards = "username,level\nbob,13\nann,+1\n";
    ImportResult died = database.deliver(job("import", 0, LevelRules.DEFAULT, 1), backwards, false);
    assertThat(died.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    assertThat(died.summary().counts().relative()).as("ann comes after bob").isZero();
  }
}
