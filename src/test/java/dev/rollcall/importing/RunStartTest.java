package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.RejectLimit;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.user.LevelRules;
import dev.rollcall.wiring.ImportSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a delivery is to the database, told by what its run does. */
class RunStartTest {

  private static final String ABSOLUTE = "username,level\nann,1\n";
  private static final String OTHER = "username,level\nann,2\n";
  private static final String RELATIVE = "username,level\nann,+1\n";
  private static final String HALF_BAD = "username,level\nann,3\nbob,x\n";

  /** With the rule of {@link #ruled}, and one row a chunk, the second row ends the run. */
  private static final String DIES = "username,level\nann,+1\nbob,13\n";

  /** Spring tells of every run that ends otherwise than well, which is most of them here. */
  private static final Logger FRAMEWORKS = Logger.getLogger("org");

  @TempDir Path folder;
  private ImportSession session;

  @BeforeAll
  static void hush() {
    FRAMEWORKS.setLevel(Level.OFF);
  }

  @BeforeEach
  void open() {
    session =
        ImportSession.open(
            DatabaseFile.of(folder.resolve("users.db").toString()),
            new ImportSession.Options(
                "a test", Duration.ZERO, null, new StopSignal(), Progress.NONE));
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void whatTheLastRunBroughtIsDone() {
    assertThat(completed(deliver(ABSOLUTE))).isEqualTo(1);
    RunSummary again = deliver(ABSOLUTE).summary();
    assertThat(again.status()).isEqualTo(RunSummary.ALREADY_DONE);
    assertThat(again.run()).isEqualTo(1);
    assertThat(completed(deliver(OTHER))).isEqualTo(2);
    assertThat(completed(deliver(ABSOLUTE))).as("another state by now").isEqualTo(3);
    assertThat(deliver(ABSOLUTE).summary().run()).isEqualTo(3);
    assertThat(completed(deliver(job("import", 100), ABSOLUTE, true))).as("again").isEqualTo(4);
  }

  /** Of another job it is another delivery, and so it is once somebody else has written. */
  @Test
  void whatAnotherJobBroughtIsNotDone() {
    assertThat(completed(deliver(ABSOLUTE))).isEqualTo(1);
    assertThat(completed(deliver(job("other", 100), ABSOLUTE, false))).isEqualTo(2);
    assertThat(completed(deliver(job("other", 100), OTHER, false))).isEqualTo(3);
    assertThat(completed(deliver(ABSOLUTE))).isEqualTo(4);
  }

  @Test
  void anotherDefinitionIsAnotherRun() {
    assertThat(completed(deliver(ABSOLUTE))).isEqualTo(1);
    assertThat(
            completed(
                deliver(
                    job("import", 100, new LevelRules(0, 9, null, true), 100), ABSOLUTE, false)))
        .isEqualTo(2);
  }

  @Test
  void levelsThatWereMovedOnceAreNotMovedTwice() {
    assertThat(completed(deliver(RELATIVE))).isEqualTo(1);
    assertThat(deliver(RELATIVE).summary().status()).isEqualTo(RunSummary.ALREADY_DONE);
    assertThat(completed(deliver(ABSOLUTE))).isEqualTo(2);
    ImportResult twice = deliver(RELATIVE);
    assertThat(twice.failure().code()).isEqualTo(ProblemCode.DELIVERED_TWICE);
    assertThat(twice.failure())
        .hasMessageContaining("run 1 of ")
        .hasMessageContaining(" 1 relative");
    assertThat(completed(deliver(job("import", 100), RELATIVE, true))).isEqualTo(3);
    assertThat(completed(deliver(job("other", 100), RELATIVE, false)))
        .as("a job knows its own deliveries only")
        .isEqualTo(4);
  }

  @Test
  void aRefusedRunGoesOnUnderAHigherLimit() {
    ImportResult refused = deliver(job("import", 0), HALF_BAD, false);
    assertThat(refused.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    ImportResult raised = deliver(job("import", 1), HALF_BAD, false);
    assertThat(completed(raised)).isEqualTo(1);
    assertThat(raised.summary().restarts()).isEqualTo(1);
    assertThat(raised.summary().notes()).contains("goes on with run 1, which was refused");
  }

  /** A run that nobody will finish is closed, and the message says which. */
  @Test
  void otherContentOfTheSameNameTakesThePlaceOfARunThatDidNotEnd() {
    deliver(job("import", 0), HALF_BAD, false);
    ImportResult other = deliver(ABSOLUTE);
    assertThat(completed(other)).isEqualTo(2);
    assertThat(other.summary().notes())
        .contains("run 1, which was refused, is abandoned: users.csv or its job has changed since");
    ImportResult old = deliver(job("import", 100), HALF_BAD, false);
    assertThat(completed(old)).as("an abandoned run is not taken up").isEqualTo(3);
    assertThat(old.summary().restarts()).isZero();
  }

  @Test
  void anotherFileLeavesARunThatDidNotEndAlone() {
    deliver(job("import", 0), HALF_BAD, false);
    Input other = input("others.csv", ABSOLUTE);
    assertThat(completed(session.run(new Request(job("import", 100), other, false, false))))
        .isEqualTo(2);
    assertThat(completed(deliver(job("import", 1), HALF_BAD, false))).isEqualTo(1);
  }

  @Test
  void aRunThatHadMovedLevelsIsFinishedOrReplacedOnPurpose() {
    ruled();
    ImportResult died = deliver(job("import", 0, LevelRules.DEFAULT, 1), DIES, false);
    assertThat(died.failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    assertThat(died.summary().counts().relative()).isEqualTo(1);
    ImportResult replaced = deliver(ABSOLUTE);
    assertThat(replaced.failure().code()).isEqualTo(ProblemCode.DEAD_RUN_REPLACED);
    assertThat(replaced.failure())
        .hasMessageContaining("run 1 of users.csv was refused after 1 relative levels");
    ImportResult again = deliver(job("import", 100), ABSOLUTE, true);
    assertThat(completed(again)).isEqualTo(2);
    assertThat(again.summary().notes().toString()).contains("run 1").contains("abandoned");
  }

  @Test
  void aRunThatHadMovedLevelsGoesOnWhereItWas() {
    ruled();
    deliver(job("import", 0, LevelRules.DEFAULT, 1), DIES, false);
    ImportResult finished = deliver(job("import", 1, LevelRules.DEFAULT, 1), DIES, false);
    assertThat(completed(finished)).isEqualTo(1);
    assertThat(finished.summary().counts().relative()).as("once").isEqualTo(1);
  }

  /** Begun with "again" and refused, it is finished by the same command; else begun anew. */
  @Test
  void whatWasBegunAgainIsFinishedAndNotBegunOnceMore() {
    deliver(job("import", 0), HALF_BAD, true);
    assertThat(completed(deliver(job("import", 1), HALF_BAD, true))).isEqualTo(1);
    deliver(job("import", 0), "username,level\ncyd,1\nbob,x\n", false);
    assertThat(completed(deliver(job("import", 1), "username,level\ncyd,1\nbob,x\n", true)))
        .as("not begun again the first time")
        .isEqualTo(3);
  }

  private void ruled() {
    close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("users.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create trigger t before insert on users when new.level = 13"
              + " begin select raise(abort, 'not this level'); end");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    open();
  }

  private ImportResult deliver(String content) {
    return deliver(job("import", 100), content, false);
  }

  private ImportResult deliver(ImportJob job, String content, boolean again) {
    return session.run(new Request(job, input("users.csv", content), again, false));
  }

  private Input input(String name, String content) {
    try {
      return Input.of(Files.writeString(folder.resolve(name), content), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long completed(ImportResult result) {
    assertThat(result.failure()).isNull();
    assertThat(result.summary().status()).startsWith("COMPLETED");
    return result.summary().run();
  }

  private static ImportJob job(String name, long limit) {
    return job(name, limit, LevelRules.DEFAULT, 100);
  }

  private static ImportJob job(String name, long limit, LevelRules levels, int chunk) {
    return new ImportJob(
        name,
        List.of("users.csv"),
        CsvFormat.AUTO,
        ColumnMapping.OWN_NAMES,
        Mode.UPSERT,
        levels,
        RejectLimit.ofCount(limit),
        null,
        RollbackPolicy.CHUNK,
        Guards.NONE,
        chunk,
        null);
  }
}
