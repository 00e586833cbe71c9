package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is of its own on a PostgreSQL server. */
class ServerTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = DatabaseKind.SERVER.empty(folder);
    workspace.write("users.csv", "username,email,level\nann,ann@example.com,3\nbob,,x\n");
  }

  @Test
  void anImportItsRejectsARetryAndAnUndo() {
    Ended first = workspace.importFile("users.csv");
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    assertThat(first.summary()).containsEntry("database", workspace.database().address());
    List<String> files = workspace.namesEndingIn(".run-1.rejects.csv");
    assertThat(files).hasSize(1);
    assertThat(workspace.importFile("users.csv").status()).isEqualTo("ALREADY_DONE");

    workspace.write(files.get(0), workspace.read(files.get(0)).replace(",x,", ",5,"));
    Ended retried = workspace.run("retry", "1");
    assertThat(retried.exitCode()).as(retried.said()).isZero();
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", \"ann@example.com\", 3", "\"bob\", null, 5");
    assertThat(workspace.run("runs", "show", "1").out()).contains("1 of 1 reject settled");
    assertThat(workspace.run("users", "show", "bob").out()).contains("level 5", "run 2");

    for (String run : List.of("2", "1")) {
      Ended undone = workspace.run("runs", "undo", run);
      assertThat(undone.exitCode()).as(undone.said()).isZero();
    }
    assertThat(workspace.database().users()).isEmpty();
    Ended valid = workspace.run("schema", "validate");
    assertThat(valid.exitCode()).as(valid.said()).isZero();
  }

  @Test
  void theFirstImportMakesTheTablesAndAPlanDoesNot() {
    Workspace bare = new Workspace(folder, PostgreSqlServer.get().bare());
    Ended planned = bare.planFile("users.csv");
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(3);
    assertThat(planned.out()).contains("-> " + bare.database().address()).contains("created");
    assertThat(bare.database().content()).isEmpty();
    assertThat(bare.run("schema", "status").out()).contains("no tables yet");
    assertThat(bare.importFile("users.csv", "--must-exist").exitCode()).isEqualTo(1);
    assertThat(bare.importFile("users.csv").exitCode()).isEqualTo(3);
    assertThat(bare.database().users()).hasSize(1);
  }

  /** What was rolled back would stay in the tables. */
  @Test
  void aPlanAndAGuardPutNoRowIntoTheTablesOfUsersAndChanges() {
    workspace.importFile("users.csv");
    StringBuilder text = new StringBuilder("username,level\nann,9\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("user").append(i).append(",1\n");
    }
    workspace.write("many.csv", text.toString());
    String size =
        "select pg_relation_size('users') + pg_relation_size('rollcall_changes')"
            + " + pg_relation_size('users_username')";
    long before = workspace.database().number(size);
    Ended planned = workspace.planFile("many.csv");
    assertThat(planned.exitCode()).as(planned.said()).isZero();
    assertThat(planned.out()).contains("created           5,000");
    Ended refused = workspace.importFile("many.csv", "--guard", "create=10");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    assertThat(workspace.database().number(size)).isEqualTo(before);
    assertThat(workspace.importFile("many.csv").exitCode()).isZero();
    assertThat(workspace.database().number(size)).isGreaterThan(before);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter table users add check (level < 50)|the check",
        "create unique index mine on users (email)|the unique index mine",
        "alter table users enable row level security|row security",
        "alter table users add column team text not null default 'a'; "
            + "alter table users alter team drop default|the column team",
        "create rule calm as on delete to users do instead nothing|the rule calm",
        "create table visits (who bigint references users)|the foreign key visits_who_fkey",
        "create function f() returns trigger language plpgsql as 'begin return new; end';"
            + " create trigger watch before update on users execute function f()|the trigger watch",
        "alter table users alter level type integer|int4"
      })
  void rulesThatCannotBeKeptAreRefusedByName(String rule, String name) {
    workspace.database().execute(rule);
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains(name).contains("[SCHEMA_INVALID]");
    assertThat(workspace.run("schema", "status").out()).contains("in the way", name);
  }

  @Test
  void usersOfAnotherProgramAreNotAdopted() {
    workspace
        .database()
        .execute("create schema app", "create table app.users (id int primary key, username text)");
    String address = workspace.database().address() + "?currentSchema=app";
    Ended ended = workspace.importFile("users.csv", "--db", address);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("[SCHEMA_MISSING]");
  }

  @ParameterizedTest
  @CsvSource({"report users", "runs prune --older 1d", "report runs --out x.csv"})
  void whatIsNotThereYetIsRefused(String command) {
    Ended ended = workspace.run(command.split(" ", -1));
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains("[NOT_SUPPORTED]");
  }

  /** The server would refuse it, and the chunk with it. */
  @Test
  void aCellWithNothingInItThatIsACharacterIsAReject() {
    workspace.write("nul.csv", "username,reason\nann,a\0b\nbob,fine\n");
    Ended ended = workspace.importFile("nul.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary())).containsOnlyKeys("CELL_HAS_NUL");
    assertThat(workspace.database().users()).containsExactly("\"bob\", null, 1");
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
}
