package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.sql.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Who writes on a server without the run lock commits nothing, and holds up nobody who has it. */
class TakenOverTest {

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
  private static TwoWriters writers;

  @BeforeAll
  static void prepare() throws IOException {
    writers = new TwoWriters(TakenOverTest.class, folder);
  }

  @AfterAll
  static void end() {
    writers = null;
  }

  /**
   * The session with the run lock is ended while the writers go on, or the whole process is frozen
   * and comes to itself when another has taken over.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoHasLostTheLockCommitsNothingOnceAnotherHasTakenOver(boolean frozen) throws IOException {
    Workspace workspace = writers.slow("lost-" + frozen);
    Database database = workspace.database();
    try (ChildProgram zombie = writers.start(workspace)) {
      writers.untilBothHaveWritten(zombie, workspace);
      if (frozen) {
        zombie.signal("STOP");
      }
      // Whoever goes on must not be done before the other one has even started.
      SlowChunks.take(database, 2);
      database.rows(LET_GO_OF_THE_LOCK);
      try (ChildProgram heir = writers.start(workspace)) {
        // It waits for a chunk that is just before its commit, which a frozen one does not reach.
        for (int i = 0; i < 2_000 && heir.isAlive(); i++) {
          if (database.glimpse("select min(epoch) from rollcall_parts") > 1) {
            break;
          }
          Waiting.pause(5);
        }
        SlowChunks.hurry(database);
        if (frozen) {
          zombie.signal("CONT");
        }
        Ended late = zombie.end();
        assertThat(late.exitCode()).as(late.said()).isEqualTo(1);
        assertThat(late.err()).contains("[RUN_TAKEN_OVER]");
        writers.finish(workspace, heir);
      }
    }
    assertThat(database.number("select count(*) from rollcall_runs")).isEqualTo(1);
  }

  /** Who was frozen, or cut off from the lock, must not write beside whoever has it now. */
  @Test
  void whateverGetsTheRunLockRaisesTheEpochs() throws IOException {
    Workspace workspace = writers.killedHalfway("epochs");
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

  /** Such as when the machine sleeps: nobody else has taken the run. */
  @Test
  void aRunThatWasFrozenForLongerThanTheServerWaitsGoesOn() throws IOException {
    Workspace workspace = writers.slow("thawed");
    Database database = workspace.database();
    database.execute(
        SlowChunks.function(0.2)
            .replace(
                "return null",
                "perform set_config(''idle_in_transaction_session_timeout'', ''500ms'', false);"
                    + " return null"));
    try (ChildProgram program = writers.start(workspace)) {
      writers.untilBothHaveWritten(program, workspace);
      program.signal("STOP");
      // One that has just committed is not ended, and has nothing to do once more.
      for (int i = 0; i < 1_000 && database.glimpse(WRITERS) > 0; i++) {
        Waiting.pause(5);
      }
      SlowChunks.hurry(database);
      program.signal("CONT");
      writers.finish(workspace, program);
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
    Workspace workspace = writers.slow("abandoned");
    Database database = workspace.database();
    try (ChildProgram zombie = writers.start(workspace)) {
      writers.untilBothHaveWritten(zombie, workspace);
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
    assertThat(database.users()).isEqualTo(writers.usersBefore());
  }

  /** A session of a frozen process would hold up whoever takes over for ever. */
  @Test
  void aWriterThatIsFrozenInMidChunkIsEndedByTheServer() throws IOException {
    Workspace workspace = writers.fresh("settings");
    workspace
        .database()
        .execute(
            "create table seen (value text)",
            "create function f() returns trigger language plpgsql as 'begin insert into seen"
                + " values (current_setting(''idle_in_transaction_session_timeout'') || '' '' ||"
                + " current_setting(''synchronous_commit'')); return null; end'",
            "create trigger t after insert on rollcall_changes for each statement"
                + " execute function f()");
    try (ChildProgram program = writers.start(workspace)) {
      assertThat(program.end().exitCode()).isEqualTo(3);
    }
    assertThat(workspace.database().rows("select distinct value from seen"))
        .containsExactly("\"30s off\"");
  }
}
