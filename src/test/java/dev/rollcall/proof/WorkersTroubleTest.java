package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.sql.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a worker from its work is no fault of the run. */
@Timeout(30)
class WorkersTroubleTest {

  @TempDir static Path folder;
  private static Crewed crewed;

  @BeforeAll
  static void prepare() throws IOException {
    crewed = new Crewed(WorkersTroubleTest.class, folder);
  }

  @AfterAll
  static void end() {
    crewed = null;
  }

  /** The address by which a user comes who may do all, but not make a database. */
  private static String as(String role, Workspace workspace) {
    Database database = workspace.database();
    database.execute(
        "do $$ begin if not exists (select 1 from pg_roles where rolname = '%1$s') then create role %1$s; end if; end $$"
            .formatted(role),
        "alter role " + role + " login connection limit -1",
        "grant all on all tables in schema public to " + role,
        "grant all on all sequences in schema public to " + role,
        "grant create on schema public to " + role);
    return database.address().replace("postgres@", role + "@");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whereThereIsNoSessionToHandOutTheRunIsDoneAllTheSame(int sessions) throws IOException {
    Workspace workspace = crewed.fresh("few-" + sessions);
    String address = as("few_managers", workspace);
    workspace.database().execute("alter role few_managers connection limit " + sessions);
    Workspace theirs =
        new Workspace(workspace.path(""), new Database(address, workspace.database().url()));
    Ended ended = crewed.managed(theirs);
    assertThat(ended.said()).contains("no workers: the server takes no more connections");
    crewed.finish(workspace, ended);
  }

  @Test
  void aWorkerWithoutASessionForItsPartGivesItBack() throws IOException {
    Workspace workspace = crewed.fresh("session");
    String address = as("few_workers", workspace);
    workspace.database().execute("alter role few_workers connection limit 2");
    try (Crewed.Here worker = new Crewed.Here(address, null)) {
      Ended ended = crewed.managed(workspace, "--workers-wait", "2s");
      crewed.finish(workspace, ended);
      assertThat(worker.said()).allMatch(line -> line.contains("no more connections"));
    }
    assertThat(workspace.database().number("select sum(failures) from rollcall_parts")).isZero();
  }

  @Test
  void aWorkerThatMayNotWriteLeavesItsPartToOthers() throws IOException {
    Workspace workspace = crewed.fresh("may-not");
    String address = as("reading_worker", workspace);
    workspace.database().execute("revoke insert, update on users from reading_worker");
    try (Crewed.Here broken = new Crewed.Here(address, null)) {
      CompletableFuture<Ended> managed = managed(workspace);
      assertThat(broken.failure()).hasMessageContaining("the user may not do that");
      try (Crewed.Here worker = new Crewed.Here(workspace)) {
        crewed.finish(workspace, managed.join());
        assertThat(worker.said()).isEmpty();
      }
    }
    assertThat(workspace.database().number("select sum(failures) from rollcall_parts")).isZero();
  }

  private static CompletableFuture<Ended> managed(Workspace workspace) {
    return CompletableFuture.supplyAsync(() -> crewed.managed(workspace));
  }

  /** Of a part, as it is taken; or of the users, within a chunk. */
  @ParameterizedTest
  @ValueSource(strings = {"rollcall_parts", "users"})
  void aLockThatSomebodyHasForAWhileIsWaitedFor(String table) throws Exception {
    Workspace workspace = crewed.fresh("locked-" + table);
    Database database = workspace.database();
    CompletableFuture<Ended> managed = managed(workspace);
    Crewed.untilSent(database);
    String address = as("patient_worker", workspace);
    database.execute("alter role patient_worker set lock_timeout = '200ms'");
    try (Connection outsider = database.open()) {
      Sql.execute(outsider, "begin");
      Sql.execute(outsider, "lock table " + table + " in exclusive mode");
      try (Crewed.Here worker = new Crewed.Here(address, null)) {
        while (worker.said().isEmpty() && !managed.isDone()) {
          Waiting.pause(5);
        }
        assertThat(database.number("select sum(failures) from rollcall_parts")).isZero();
        Sql.execute(outsider, "rollback");
        crewed.finish(workspace, managed.join());
        assertThat(worker.said()).hasSize(1).allMatch(line -> line.contains("is locked by"));
      }
    }
    assertThat(database.number("select count(*) from rollcall_parts where worker is null"))
        .isZero();
  }

  /** A part that goes from hand to hand nobody has. */
  @Test
  void workersThatOnlyGiveTheirPartsBackAreNotWaitedFor() throws Exception {
    Workspace workspace = crewed.fresh("given-back");
    Database database = workspace.database();
    CompletableFuture<Ended> managed =
        CompletableFuture.supplyAsync(() -> crewed.managed(workspace, "--workers-wait", "1s"));
    Crewed.untilSent(database);
    long epoch = database.number("select max(epoch) from rollcall_parts");
    String address = as("patient_worker", workspace);
    database.execute("alter role patient_worker set lock_timeout = '900ms'");
    try (Connection outsider = database.open()) {
      Sql.execute(outsider, "begin");
      Sql.execute(outsider, "lock table users in exclusive mode");
      try (Crewed.Here worker = new Crewed.Here(address, null)) {
        while (database.number("select max(epoch) from rollcall_parts") == epoch) {
          Waiting.pause(20);
        }
        assertThat(worker.said()).hasSize(1);
        Sql.execute(outsider, "rollback");
        crewed.finish(workspace, managed.join());
      }
    }
  }

  /** Between the moment when a worker gets the part and its first look for the rows. */
  @Test
  void aWorkerWhosePartAndRowsWereTakenBackSaysNothing() throws IOException {
    Workspace workspace = crewed.fresh("taken-back");
    workspace
        .database()
        .execute(
            "create function take_back() returns trigger language plpgsql as 'begin"
                + " update rollcall_parts set epoch = epoch + 1; delete from rollcall_staged;"
                + " return null; end'",
            "create trigger take_back after update on rollcall_batch_step_execution for each row"
                + " when (new.step_name like 'part:%' and new.status = 'STARTED')"
                + " execute function take_back()");
    try (Crewed.Here worker = new Crewed.Here(workspace)) {
      Ended ended = crewed.managed(workspace);
      assertThat(ended.said()).contains("[RUN_TAKEN_OVER]");
      while (workspace.database().glimpse("select count(*) from rollcall_channel_message") > 0) {
        Waiting.pause(5);
      }
      // The manager ends the session of whoever may still write, if there is one yet.
      assertThat(worker.said()).allMatch(line -> line.contains("terminating connection"));
    }
  }

  @Test
  void aPartThatIsTakenBackAsAWorkerTakesItIsNotSpokenOf() throws IOException {
    Workspace workspace = crewed.fresh("crossed");
    workspace
        .database()
        .execute(
            "create sequence once",
            "create function crossed() returns trigger language plpgsql as 'begin"
                + " if nextval(''once'') < 3 then raise exception using errcode = ''40001'';"
                + " end if; return new; end'",
            "create trigger crossed before update of worker on rollcall_parts for each row"
                + " execute function crossed()");
    try (Crewed.Here worker = new Crewed.Here(workspace)) {
      crewed.finish(workspace, crewed.managed(workspace));
      assertThat(worker.said()).isEmpty();
    }
  }

  @Test
  void aWorkerThatIsNotLetInAnyMoreEnds() throws IOException {
    Workspace workspace = crewed.fresh("shut-out");
    String address = as("shut_out", workspace);
    try (Crewed.Here worker = new Crewed.Here(address, null)) {
      untilThere(workspace.database(), "shut_out");
      workspace.database().execute("alter role shut_out nologin", end("shut_out"));
      assertThat(worker.failure()).hasMessageContaining("does not let this user in");
    }
  }

  /** As one costs the server as much as some thousand rows. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerWritesAllItsPartsInOneSessionForAsLongAsItLasts(boolean endedBetweenParts)
      throws IOException {
    Workspace workspace = crewed.fresh("session-" + endedBetweenParts);
    Database database = workspace.database();
    database.execute(
        "create table wrote (pid integer, part integer)",
        "create function wrote() returns trigger language plpgsql as"
            + " 'begin insert into wrote values (pg_backend_pid(), new.part); return null; end'",
        "create trigger wrote after update of position on rollcall_parts for each row"
            + " execute function wrote()");
    if (endedBetweenParts) {
      database.execute(
          "create function taken() returns trigger language plpgsql as"
              + " 'begin perform pg_terminate_backend(pid) from wrote; return null; end'",
          "create trigger taken after update of hands on rollcall_parts for each row"
              + " execute function taken()");
    }
    CompletableFuture<Ended> managed = managed(workspace);
    // It closes the session when there is no part to do.
    Crewed.untilSent(database);
    try (Crewed.Here worker = new Crewed.Here(workspace)) {
      crewed.finish(workspace, managed.join());
      assertThat(worker.said()).isEmpty();
    }
    assertThat(database.number("select count(distinct part) from wrote")).isEqualTo(Crewed.PARTS);
    assertThat(database.number("select count(distinct pid) from wrote"))
        .isEqualTo(endedBetweenParts ? Crewed.PARTS : 1);
    assertThat(database.number("select sum(hands) from rollcall_parts")).isEqualTo(Crewed.PARTS);
  }

  /** What it says again and again it says once. */
  @Test
  void aWorkerThatFindsNoSessionEndsWhenItWasIdleLongEnough() throws IOException {
    Workspace workspace = crewed.fresh("idle");
    String address = as("idle_worker", workspace);
    try (Crewed.Here worker = new Crewed.Here(address, Duration.ofSeconds(2))) {
      untilThere(workspace.database(), "idle_worker");
      workspace.database().execute("alter role idle_worker connection limit 0");
      workspace.database().execute(end("idle_worker"));
      assertThat(worker.failure()).hasMessageContaining("no more connections");
      assertThat(worker.said()).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates();
    }
  }

  /** Until it has asked once for work: while it begins, it says of a lost session just that. */
  private static void untilThere(Database database, String role) {
    String sessions = "select count(*) from pg_stat_activity where usename = '" + role + "'";
    while (database.number(sessions) < 2
        || database.number(sessions + " and state = 'idle' and query = 'ROLLBACK'") == 0) {
      Waiting.pause(5);
    }
  }

  private static String end(String role) {
    return "do $$ begin perform pg_terminate_backend(pid) from pg_stat_activity where usename = '"
        + role
        + "'; end $$";
  }
}
