package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a PostgreSQL server, its settings or what is before it may do to a run, and what is then
 * said.
 */
class ServerTroubleTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = DatabaseKind.SERVER.empty(folder);
    workspace.write("users.csv", "username,email,level\nann,ann@example.com,3\nbob,,x\n");
  }

  @Test
  void whoeverHoldsTheDatabaseIsNamed() throws Exception {
    try (Connection other = workspace.database().open();
        Statement statement = other.createStatement()) {
      statement.execute("set application_name = 'rollcall import of a.csv, process 7 of ann'");
      statement.execute(
          "select pg_advisory_lock(1383033964,"
              + " (select oid::bigint::bit(32)::int from pg_namespace"
              + " where nspname = current_schema()))");
      Ended busy = workspace.importFile("users.csv");
      assertThat(busy.exitCode()).as(busy.said()).isEqualTo(5);
      assertThat(busy.err()).contains("held by rollcall import of a.csv, process 7 of ann, since");
    }
    assertThat(workspace.importFile("users.csv", "--wait", "5s").exitCode()).isEqualTo(3);
  }

  /** By the server's session the run lock is held, and what hides the ledger in a plan. */
  @Test
  void aPoolerThatDividesSessionsIsRefusedAndOneThatDoesNotIsNot() throws IOException {
    String address = workspace.database().address();
    try (Pooler pooler = Pooler.before(address, true)) {
      for (Ended refused :
          List.of(
              workspace.importFile("users.csv", "--db", pooler.address(address)),
              workspace.planFile("users.csv", "--db", pooler.address(address)))) {
        assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
        assertThat(refused.err()).contains("pooler", "pool_mode = session", "[DATABASE_UNUSABLE]");
      }
    }
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isZero();
    try (Pooler pooler = Pooler.before(address, false)) {
      Ended ended = workspace.importFile("users.csv", "--db", pooler.address(address));
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    }
  }

  @Test
  void aServerThatIsNotThereIsToldOf() {
    Ended ended = workspace.importFile("users.csv", "--db", "postgresql://localhost:1/people");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("can't be reached").contains("[DATABASE_UNUSABLE]");
    Ended none = workspace.importFile("users.csv", "--db", workspace.database().address() + "x");
    assertThat(none.exitCode()).as(none.said()).isEqualTo(1);
    assertThat(none.err()).contains("no such database").contains("[DATABASE_UNUSABLE]");
  }

  /** As a fault of the network, or a time-out, may end the session that has the lock. */
  @Test
  void whoHasLostTheLockWritesNothingMore() {
    workspace
        .database()
        .execute(
            "create function f() returns trigger language plpgsql as 'begin perform"
                + " pg_terminate_backend(pid) from pg_locks where locktype = ''advisory'' and"
                + " database = (select oid from pg_database where datname = current_database());"
                + " return new; end'",
            "create trigger t after insert on rollcall_changes for each row execute function f()");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(workspace.database().users()).isEmpty();
    workspace.database().execute("drop trigger t on rollcall_changes");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    assertThat(workspace.database().users()).hasSize(1);
  }

  /** What a run says is done stays, and none is ended between two chunks. */
  @ParameterizedTest
  @CsvSource({
    "synchronous_commit, off, on",
    "synchronous_commit, remote_apply, remote_apply",
    "idle_session_timeout, 90000, 0",
    "lock_timeout, 0, 2min",
    "lock_timeout, 9000, 9s",
    "idle_in_transaction_session_timeout, 90000, 0"
  })
  void settingsThatWouldHarmARunDoNotCount(String name, String value, String during) {
    workspace
        .database()
        .execute(
            ofDatabase(name + " = " + value),
            "create table seen (value text)",
            "create function f() returns trigger language plpgsql as 'begin insert into seen"
                + " values (current_setting("
                + "''"
                + name
                + "'')); return new; end'",
            "create trigger t after insert on rollcall_changes for each row execute function f()");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(workspace.database().rows("select * from seen")).containsExactly('"' + during + '"');
  }

  private static String ofDatabase(String setting) {
    return "do $$ begin execute format('alter database %I set "
        + setting
        + "', current_database()); end $$";
  }

  @Test
  void aSchemaThatIsNotThereIsToldOf() {
    String address = workspace.database().address() + "?currentSchema=nosuch";
    Ended ended = workspace.importFile("users.csv", "--db", address);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("no such schema").contains("[DATABASE_UNUSABLE]");
  }

  @Test
  void aSchemaMayHaveAnyName() {
    workspace.database().execute("create schema \"What ?1 o'Clock\"");
    String address =
        workspace.database().address() + "?currentSchema=%22What%20%3F1%20o%27Clock%22";
    Ended planned = workspace.planFile("users.csv", "--db", address);
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(3);
    Ended ended = workspace.importFile("users.csv", "--db", address);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    workspace.write("more.csv", "username\ncyd\n");
    Ended again = workspace.planFile("more.csv", "--db", address);
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(workspace.database().number("select count(*) from \"What ?1 o'Clock\".users"))
        .isEqualTo(1);
  }

  /** What the server said first counts, and not what it says of all that follows. */
  @Test
  void whoMayNotMakeTablesIsTold() {
    Workspace bare = new Workspace(folder, PostgreSqlServer.get().bare());
    bare.database()
        .execute(
            "do $$ begin if not exists (select 1 from pg_roles where rolname = 'reader') then"
                + " create role reader login; end if; end $$",
            "revoke create on schema public from public");
    String address = bare.database().address().replace("postgres@", "reader@");
    Ended ended = bare.importFile("users.csv", "--db", address);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err())
        .contains("permission denied for schema public")
        .contains("[DATABASE_UNUSABLE]");
    bare.database().execute(ofDatabase("default_transaction_read_only = on"));
    Ended calm = bare.importFile("users.csv");
    assertThat(calm.exitCode()).as(calm.said()).isEqualTo(1);
    assertThat(calm.err()).contains("read-only").contains("[DATABASE_UNUSABLE]");
  }
}
