package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.sql.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A run on a server is written in parts at the same time, each by whoever it belongs to alone. */
class PartsTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int ROWS = 32_000;

  private static final String SLOW =
      "create trigger slow after insert on rollcall_changes for each statement execute function"
          + " slow()";

  private static final String[] QUICK = {
    "drop trigger slow on rollcall_changes", "drop function slow()"
  };

  private static final String WRITERS =
      "select count(*) from pg_stat_activity where datname = current_database()"
          + " and pid <> pg_backend_pid() and backend_type = 'client backend' and pid not in"
          + " (select pid from pg_locks where locktype = 'advisory' and classid = 1383033964)";

  /** As one that writes beside whoever has the run lock. */
  private static final String AS_WRITER =
      "select pg_advisory_lock_shared(1383033965, (select oid::bigint::bit(32)::int"
          + " from pg_namespace where nspname = current_schema()))";

  private static final String LET_GO_OF_THE_LOCK =
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
          + " and classid = 1383033964"
          + " and database = (select oid from pg_database where datname = current_database())";

  @TempDir static Path folder;
  private static LargeImport large;

  @BeforeAll
  static void prepare() throws IOException {
    System.out.println("PartsTest begins at seed " + SEED);
    large =
        new LargeImport(
            DatabaseKind.SERVER, Files.createDirectory(folder.resolve("large")), SEED, ROWS);
  }

  @AfterAll
  static void end() {
    large = null;
  }

  private static Workspace slow(String name) throws IOException {
    Workspace workspace = large.fresh(name);
    workspace.database().execute(aChunkTakes(0.2), SLOW);
    return workspace;
  }

  /** Whoever writes it. */
  private static String aChunkTakes(double seconds) {
    return "create or replace function slow() returns trigger language plpgsql"
        + " as 'begin perform pg_sleep("
        + seconds
        + "); return null; end'";
  }

  private static ChildProgram start(Workspace workspace) {
    return workspace.start(large.command("chunk"));
  }

  private static List<String> cuts(Workspace workspace) {
    return workspace
        .database()
        .rows("select part, first_row, row_count from rollcall_parts where run_id = 1 order by 1");
  }

  private static void untilBothHaveWritten(ChildProgram program, Workspace workspace) {
    Waiting.until(
        program,
        () ->
            workspace.database().glimpse("select count(*) from rollcall_parts where position > 0")
                == 2);
  }

  private static void finish(Workspace workspace, ChildProgram program) {
    Ended ended = program.end();
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    workspace.database().execute(QUICK);
    LargeImport.State.of(workspace).assertSameAs(large.expected());
  }

  @Test
  void aRunIsCutInTwoThatAreWrittenAtTheSameTimeAndGoesOnAsItWasCut() throws IOException {
    Workspace workspace = slow("killed");
    List<String> cuts;
    try (ChildProgram program = start(workspace)) {
      untilBothHaveWritten(program, workspace);
      cuts = cuts(workspace);
      assertThat(cuts).hasSize(2);
      assertThat(program.kill()).isPositive();
    }
    Database left = workspace.database();
    // Who looks at the run sees what has become of its rows, though it died.
    long read = left.number("select sum(rows_read) from rollcall_parts");
    assertThat(read)
        .isEqualTo(left.number("select sum(position) from rollcall_parts"))
        .isBetween(2L * LargeImport.CHUNK, (long) ROWS - 1);
    Ended shown = workspace.run("runs", "show", "1", "--json");
    assertThat(shown.out()).contains("\"read\":" + read + ",");
    try (ChildProgram program = start(workspace)) {
      finish(workspace, program);
    }
    assertThat(cuts(workspace)).isEqualTo(cuts);
    assertThat(workspace.database().number("select restarts from rollcall_runs")).isEqualTo(1);
  }

  @Test
  void noUserHasRowsInTwoParts() throws IOException {
    Workspace workspace = large.fresh("undisturbed-once-more");
    try (ChildProgram program = start(workspace)) {
      assertThat(program.end().exitCode()).isEqualTo(3);
    }
    Database database = workspace.database();
    assertThat(cuts(workspace)).hasSize(2);
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

  /**
   * The session with the run lock is ended while the writers go on, or the whole process is frozen
   * and comes to itself when another has taken over.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoHasLostTheLockCommitsNothingOnceAnotherHasTakenOver(boolean frozen) throws IOException {
    Workspace workspace = slow("lost-" + frozen);
    Database database = workspace.database();
    try (ChildProgram zombie = start(workspace)) {
      untilBothHaveWritten(zombie, workspace);
      if (frozen) {
        zombie.signal("STOP");
      }
      // Whoever goes on must not be done before the other one has even started.
      database.execute(aChunkTakes(2));
      database.rows(LET_GO_OF_THE_LOCK);
      try (ChildProgram heir = start(workspace)) {
        // It waits for a chunk that is just before its commit, which a frozen one does not reach.
        for (int i = 0; i < 2_000 && heir.isAlive(); i++) {
          if (database.glimpse("select min(epoch) from rollcall_parts") > 1) {
            break;
          }
          Waiting.pause(5);
        }
        database.execute(aChunkTakes(0));
        if (frozen) {
          zombie.signal("CONT");
        }
        Ended late = zombie.end();
        assertThat(late.exitCode()).as(late.said()).isEqualTo(1);
        assertThat(late.err()).contains("[RUN_TAKEN_OVER]");
        finish(workspace, heir);
      }
    }
    assertThat(database.number("select count(*) from rollcall_runs")).isEqualTo(1);
  }

  private Workspace killedHalfway(String name) throws IOException {
    Workspace workspace = slow(name);
    try (ChildProgram program = start(workspace)) {
      untilBothHaveWritten(program, workspace);
      assertThat(program.kill()).isPositive();
    }
    workspace.database().execute(QUICK);
    return workspace;
  }

  private static void assertAppliedBefore(Workspace workspace) {
    Database database = workspace.database();
    List<String> users = database.users();
    Ended again = workspace.run(large.command("chunk"));
    assertThat(again.exitCode()).as(again.said()).isEqualTo(4);
    assertThat(again.err()).contains("[DELIVERED_TWICE]");
    assertThat(database.users()).isEqualTo(users);
    assertThat(database.number("select position from rollcall_runs where id = 1"))
        .isPositive()
        .isEqualTo(database.number("select sum(position) from rollcall_parts where run_id = 1"));
  }

  @Test
  void aDeadRunThatWasUndoneAndRedoneHasAppliedItsRelativeLevels() throws IOException {
    Workspace workspace = killedHalfway("redone");
    for (String run : List.of("1", "2")) {
      Ended undone = workspace.run("runs", "undo", run);
      assertThat(undone.exitCode()).as(undone.said()).isZero();
    }
    assertAppliedBefore(workspace);
  }

  @Test
  void aReportOfRunsHasWhatThePartsOfADeadOneHaveComeTo() throws IOException {
    Workspace workspace = killedHalfway("reported");
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
    Workspace workspace = killedHalfway("undone-in-part");
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

  /** Who was frozen, or cut off from the lock, must not write beside whoever has it now. */
  @Test
  void whateverGetsTheRunLockRaisesTheEpochs() throws IOException {
    Workspace workspace = killedHalfway("epochs");
    String epoch = "select min(epoch) from rollcall_parts where run_id = 1";
    for (List<String> command :
        List.of(
            List.of("users", "add", "somebody"),
            List.of("users", "set-level", "somebody", "5"),
            List.of("users", "delete", "somebody"),
            List.of("runs", "prune", "--older", "12h"),
            List.of("schema", "migrate"),
            List.of("schema", "add-column", "full_name", "text"),
            List.of("runs", "undo", "1"))) {
      long before = workspace.database().number(epoch);
      Ended ended = workspace.run(command.toArray(String[]::new));
      assertThat(ended.exitCode()).as(command + ended.said()).isIn(0, 3);
      assertThat(workspace.database().number(epoch)).as("%s", command).isGreaterThan(before);
    }
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
    assertThat(cuts(workspace)).hasSize(2);
    long kept = workspace.database().number("select count(*) from rollcall_rejects");
    assertThat(kept).isBetween(3_001L, 3_900L);
    assertThat(refused.err())
        .contains(String.format(Locale.ROOT, "%,d rejects in 8,000 rows", kept));
    assertThat(refused.numbers("counts")).containsEntry("rejected", kept);
  }

  /** Such as when the machine sleeps: nobody else has taken the run. */
  @Test
  void aRunThatWasFrozenForLongerThanTheServerWaitsGoesOn() throws IOException {
    Workspace workspace = slow("thawed");
    Database database = workspace.database();
    database.execute(
        aChunkTakes(0.2)
            .replace(
                "return null",
                "perform set_config(''idle_in_transaction_session_timeout'', ''500ms'', false);"
                    + " return null"));
    try (ChildProgram program = start(workspace)) {
      untilBothHaveWritten(program, workspace);
      program.signal("STOP");
      // One that has just committed is not ended, and has nothing to do once more.
      for (int i = 0; i < 1_000 && database.glimpse(WRITERS) > 0; i++) {
        Waiting.pause(5);
      }
      database.execute(aChunkTakes(0));
      program.signal("CONT");
      finish(workspace, program);
    }
  }

  /** Within COPY no time-out of the server counts. */
  @Test
  void aWriterThatIsFrozenWhileItCopiesIsEndedByWhoeverWritesNext() throws Exception {
    Workspace workspace = DatabaseKind.SERVER.empty(Files.createDirectory(folder.resolve("copy")));
    workspace.write("f.csv", "username,level\nu1,5\n");
    try (Connection frozen = workspace.database().open()) {
      Sql.execute(frozen, "begin");
      Sql.execute(frozen, AS_WRITER);
      CopyIn copy =
          frozen.unwrap(PGConnection.class).getCopyAPI().copyIn("copy users (username) from stdin");
      for (int i = 0; i < 5_000; i++) {
        byte[] line = ("u" + i + "\n").getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(line, 0, line.length);
      }
      copy.flushCopy();
      try (ChildProgram next =
          workspace.start("import", workspace.path("f.csv").toString(), "--no-progress")) {
        next.awaitEnd(40_000);
        assertThat(next.isAlive()).as("held up").isFalse();
        Ended ended = next.end();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
      }
    }
    assertThat(workspace.database().users()).containsExactly("\"u1\", null, 5");
  }

  /** What it has in its hands when it wakes up is of a run that nobody wants any more. */
  @Test
  void aFrozenWriterOfARunThatWasAbandonedCommitsNothing() throws IOException {
    Workspace workspace = slow("abandoned");
    Database database = workspace.database();
    try (ChildProgram zombie = start(workspace)) {
      untilBothHaveWritten(zombie, workspace);
      zombie.signal("STOP");
      database.rows(LET_GO_OF_THE_LOCK);
      // Whoever undoes it has to wait for chunks that are in work: so it is not frozen for long.
      try (ChildProgram undo = workspace.start("runs", "undo", "1")) {
        undo.awaitEnd(1_500);
        zombie.signal("CONT");
        Ended late = zombie.end();
        assertThat(late.exitCode()).as(late.said()).isEqualTo(1);
        Ended undone = undo.end();
        assertThat(undone.exitCode()).as(undone.said()).isIn(0, 3);
      }
    }
    assertThat(database.rows("select status from rollcall_runs where id = 1"))
        .containsExactly("\"ABANDONED\"");
    assertThat(database.users()).isEqualTo(large.usersBefore());
  }

  @Test
  void askedToStopAllWritersEndTheirChunks() throws IOException {
    Workspace workspace = slow("stopped");
    try (ChildProgram program = start(workspace)) {
      untilBothHaveWritten(program, workspace);
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
    try (ChildProgram program = start(workspace)) {
      finish(workspace, program);
    }
  }

  /** A session of a frozen process would hold up whoever takes over for ever. */
  @Test
  void aWriterThatIsFrozenInMidChunkIsEndedByTheServer() throws IOException {
    Workspace workspace = large.fresh("settings");
    workspace
        .database()
        .execute(
            "create table seen (value text)",
            "create function f() returns trigger language plpgsql as 'begin insert into seen"
                + " values (current_setting(''idle_in_transaction_session_timeout'') || '' '' ||"
                + " current_setting(''synchronous_commit'')); return null; end'",
            "create trigger t after insert on rollcall_changes for each statement"
                + " execute function f()");
    try (ChildProgram program = start(workspace)) {
      assertThat(program.end().exitCode()).isEqualTo(3);
    }
    assertThat(workspace.database().rows("select distinct value from seen"))
        .containsExactly("\"30s off\"");
  }
}
