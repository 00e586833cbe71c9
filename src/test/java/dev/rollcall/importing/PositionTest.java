package dev.rollcall.importing;

import static dev.rollcall.importing.Deliveries.completed;
import static dev.rollcall.importing.Deliveries.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.ProblemCode;
import dev.rollcall.user.LevelRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on where it was, or says that it can't; and only one process goes on with it. */
class PositionTest {

  /** Under the rule of the database, and with one row a chunk, the third row ends the run. */
  private static final String DIES = "username,level\nann,+1\ncyd,+1\nbob,13\n";

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

  private ImportResult deliver(int limit) {
    return database.deliver(job("import", limit, LevelRules.DEFAULT, 1), DIES, false);
  }

  @Test
  void aPositionOfOtherRowsIsAnErrorWithAdvice() {
    database.ruled();
    assertThat(deliver(0).failure().code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    for (String other :
        new String[] {"position = 1", "position = 3", "position = 9", "row_order = 'USER'"}) {
      database.execute("update rollcall_runs set position = 2, row_order = 'FILE'");
      database.execute("update rollcall_runs set " + other);
      ImportResult lost = deliver(1);
      assertThat(lost.failure().code()).as(other).isEqualTo(ProblemCode.POSITION_UNKNOWN);
      assertThat(lost.failure()).hasMessageContaining("rollcall runs undo 1");
      assertThat(database.text("select sum(level) from users")).as(other).isEqualTo("4");
    }
    database.undo(1);
    assertThat(completed(deliver(1))).isEqualTo(3);
    assertThat(database.text("select group_concat(username || level) from users"))
        .isEqualTo("ann2,cyd2");
  }

  /** An older version did not note what a position is of. */
  @Test
  void aPositionOfWhichNothingIsKnownIsTrusted() {
    database.ruled();
    deliver(0);
    database.execute("update rollcall_runs set position_digest = 0");
    assertThat(completed(deliver(1))).isEqualTo(1);
    assertThat(database.text("select sum(level) from users")).isEqualTo("4");
  }

  @Test
  void ofTwoThatBelieveTheyHoldTheLockOneAloneCommits() {
    // As if another process had taken the run up, and got further, while this one is at its work.
    for (String theirs :
        new String[] {
          "restarts = restarts + 1", "position = position + 1", "status = 'ABANDONED'"
        }) {
      database.execute("delete from rollcall_runs");
      database.execute("delete from users");
      database.execute("drop trigger if exists other");
      database.execute(
          "create trigger other after insert on rollcall_changes when new.username = 'cyd'"
              + " begin update rollcall_runs set "
              + theirs
              + " where id = new.run_id; end");
      ImportResult late = database.deliver(job("import", 0, LevelRules.DEFAULT, 1), DIES, true);
      assertThat(late.failure().code()).as(theirs).isEqualTo(ProblemCode.RUN_TAKEN_OVER);
      assertThat(database.text("select group_concat(username) from users")).doesNotContain("cyd");
    }
  }
}
