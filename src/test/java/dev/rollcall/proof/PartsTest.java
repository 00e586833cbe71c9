package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a server is written in parts at the same time, and is one run all the same. */
class PartsTest {

  @TempDir static Path folder;
  private static TwoWriters writers;

  @BeforeAll
  static void prepare() throws IOException {
    writers = new TwoWriters(PartsTest.class, folder);
  }

  @AfterAll
  static void end() {
    writers = null;
  }

  @Test
  void aRunIsCutInTwoThatAreWrittenAtTheSameTimeAndGoesOnAsItWasCut() throws IOException {
    Workspace workspace = writers.slow("killed");
    List<String> cuts;
    try (ChildProgram program = writers.start(workspace)) {
      writers.untilBothHaveWritten(program, workspace);
      cuts = writers.cuts(workspace);
      assertThat(cuts).hasSize(2);
      assertThat(program.kill()).isPositive();
    }
    Database left = workspace.database();
    // Who looks at the run sees what has become of its rows, though it died.
    long read = left.number("select sum(rows_read) from rollcall_parts");
    assertThat(read)
        .isEqualTo(left.number("select sum(position) from rollcall_parts"))
        .isBetween(2L * LargeImport.CHUNK, (long) TwoWriters.ROWS - 1);
    Ended shown = workspace.run("runs", "show", "1", "--json");
    assertThat(shown.out()).contains("\"read\":" + read + ",");
    try (ChildProgram program = writers.start(workspace)) {
      writers.finish(workspace, program);
    }
    assertThat(writers.cuts(workspace)).isEqualTo(cuts);
    assertThat(workspace.database().number("select restarts from rollcall_runs")).isEqualTo(1);
  }

  @Test
  void noUserHasRowsInTwoParts() throws IOException {
    Workspace workspace = writers.fresh("undisturbed-once-more");
    try (ChildProgram program = writers.start(workspace)) {
      assertThat(program.end().exitCode()).isEqualTo(3);
    }
    Database database = workspace.database();
    assertThat(writers.cuts(workspace)).hasSize(2);
    long second = database.number("select first_row from rollcall_parts where part = 2");
    // The ids of changes go by the places of the rows.
    long after = database.number("select changes_after from rollcall_runs");
    assertThat(
            database.number(
                "select count(*) from (select username from rollcall_changes group by username"
                    + " having min(id) <= "
                    + (after + second)
                    + " and max(id) > "
                    + (after + second)
                    + ") as both_parts"))
        .isZero();
    assertThat(
            database.number("select count(*) from rollcall_changes where id > " + (after + second)))
        .isPositive();
  }

  private static void assertAppliedBefore(Workspace workspace) {
    Database database = workspace.database();
    List<String> users = database.users();
    Ended again = workspace.run(writers.command());
    assertThat(again.exitCode()).as(again.said()).isEqualTo(4);
    assertThat(again.err()).contains("[DELIVERED_TWICE]");
    assertThat(database.users()).isEqualTo(users);
    assertThat(database.number("select position from rollcall_runs where id = 1"))
        .isPositive()
        .isEqualTo(database.number("select sum(position) from rollcall_parts where run_id = 1"));
  }

  @Test
  void aDeadRunThatWasUndoneAndRedoneHasAppliedItsRelativeLevels() throws IOException {
    Workspace workspace = writers.killedHalfway("redone");
    for (String run : List.of("1", "2")) {
      Ended undone = workspace.run("runs", "undo", run);
      assertThat(undone.exitCode()).as(undone.said()).isZero();
    }
    assertAppliedBefore(workspace);
  }

  @Test
  void aReportOfRunsHasWhatThePartsOfADeadOneHaveComeTo() throws IOException {
    Workspace workspace = writers.killedHalfway("reported");
    List<String> lines = workspace.report("runs").lines().toList();
    int read = List.of(lines.get(0).split(",", -1)).indexOf("read");
    assertThat(lines.get(1).split(",", -1)[read])
        .isEqualTo(
            workspace
                .database()
                .rows("select sum(rows_read)::text from rollcall_parts")
                .get(0)
                .replace("\"", ""));
  }

  @Test
  void aDeadRunThatWasUndoneInPartHasAppliedItsRelativeLevels() throws IOException {
    Workspace workspace = writers.killedHalfway("undone-in-part");
    String user =
        workspace
            .database()
            .rows(
                "select u.username from users u join rollcall_changes c on c.username = u.username"
                    + " where u.level < 90 order by c.id limit 1")
            .get(0)
            .replace("\"", "");
    Ended set = workspace.run("users", "set-level", user, "+5");
    assertThat(set.exitCode()).as(set.said()).isZero();
    Ended undone = workspace.run("runs", "undo", "1");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertAppliedBefore(workspace);
  }

  /** Both writers pass it; the one whose rejects are kept is the second part's. */
  @Test
  void theRejectsOfARefusedRunAreAsManyAsItSays() throws IOException {
    Workspace workspace = DatabaseKind.SERVER.empty(Files.createDirectory(folder.resolve("limit")));
    workspace
        .database()
        .execute(
            "insert into users (username) select 'u' || i from generate_series(17800, 17999) i",
            "create function wait() returns trigger language plpgsql"
                + " as 'begin perform pg_sleep(3); return null; end'",
            "create trigger wait after insert on rollcall_rejects for each row"
                + " when (new.line = 2) execute function wait()");
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 10_000; i < 18_000; i++) {
      rows.append('u').append(i).append(",5\n");
    }
    workspace.write("f.csv", rows.toString());
    Ended refused =
        workspace.importFile(
            "f.csv", "--mode", "update", "--chunk", "4000", "--max-rejects", "3000");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(writers.cuts(workspace)).hasSize(2);
    long kept = workspace.database().number("select count(*) from rollcall_rejects");
    assertThat(kept).isBetween(3_001L, 3_900L);
    assertThat(refused.err())
        .contains(String.format(Locale.ROOT, "%,d rejects in 8,000 rows", kept));
    assertThat(refused.numbers("counts")).containsEntry("rejected", kept);
  }

  @Test
  void askedToStopAllWritersEndTheirChunks() throws IOException {
    Workspace workspace = writers.slow("stopped");
    try (ChildProgram program = writers.start(workspace)) {
      writers.untilBothHaveWritten(program, workspace);
      program.signal("TERM");
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("same command");
    }
    Database left = workspace.database();
    assertThat(left.rows("select status from rollcall_runs")).containsExactly("\"STOPPED\"");
    // The run has what its parts have come to.
    assertThat(left.number("select position from rollcall_runs"))
        .isEqualTo(left.number("select sum(position) from rollcall_parts"));
    assertThat(left.number("select created + updated + deleted from rollcall_runs"))
        .isEqualTo(left.number("select count(*) from rollcall_changes"));
    try (ChildProgram program = writers.start(workspace)) {
      writers.finish(workspace, program);
    }
  }
}
