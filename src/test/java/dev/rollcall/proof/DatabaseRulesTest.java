package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules of an adopted database: they stay in force, and what they refuse becomes rejects, row by
 * row.
 */
class DatabaseRulesTest {

  private static final int MANY = 1_000;

  private final Workspace workspace;
  private final AdoptedDatabase adopted;

  DatabaseRulesTest(@TempDir Path folder) {
    workspace = new Workspace(folder);
    adopted = new AdoptedDatabase(workspace);
  }

  @Test
  void anotherUniqueColumnRefusesWhatWouldBreakIt() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create unique index one_mailbox on users (email)");
    adopted.importRows(
        "bob,ada@example.com,2,", // taken
        "ada,new@example.com,,", // sets it free
        "bob,ada@example.com,3,", // free now
        "cyd,new@example.com,,", // taken
        "cyd,cyd@example.com,,",
        "dan,,,", // several may have none
        "eve,,,",
        "cyd,,,delete",
        "dan,cyd@example.com,,"); // free again
    assertRefused(2, 5);
    assertThat(workspace.database().users())
        .containsExactly(
            "\"ada\", \"new@example.com\", 3",
            "\"bob\", \"ada@example.com\", 3",
            "\"dan\", \"cyd@example.com\", 1",
            "\"eve\", null, 1");
  }

  @Test
  void twoUsersCanSwapTheirAddressesByWayOfAThird() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create unique index one_mailbox on users (email)");
    adopted.importRows(
        "bob,bob@example.com,,",
        "ada,between@example.com,,",
        "bob,ada@example.com,,",
        "ada,bob@example.com,,");
    assertRefused();
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"bob@example.com\", 3", "\"bob\", \"ada@example.com\", 1");
  }

  @Test
  void aCheckRefusesRowsAndAllOthersOfTheirChunkGoIn() {
    adopted.adopt(
        "create table users (id integer primary key, username text not null unique, email text,"
            + " level integer not null default 1 check (level <> 13))",
        AdoptedDatabase.ROWS);
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < MANY; i++) {
      text.append("user").append(i).append(i % 100 == 7 || i == 8 ? ",13\n" : ",4\n");
    }
    workspace.write("users.csv", text.toString());
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertRefused(9, 10, 109, 209, 309, 409, 509, 609, 709, 809, 909);
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(MANY + 2 - 11);
    assertThat(workspace.database().rows("select message from rollcall_rejects limit 1").get(0))
        .contains("level <> 13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort, 'not thirteen'", "fail, 'not thirteen'", "ignore"})
  void aTriggerRefusesRowsInAnyWayATriggerCan(String raise) {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create trigger thirteen before insert on users when new.level = 13"
            + " begin select raise("
            + raise
            + "); end",
        "create trigger thirteen_too before update on users when new.level = 13"
            + " begin select raise("
            + raise
            + "); end");
    adopted.importRows(
        "cyd,,13,", "ada,,13,", "dan,,12,", "dan,,+1,", "eve,,2,", "bob,,12,", "bob,,,delete");
    assertRefused(2, 3, 5);
    assertThat(workspace.database().users())
        .containsExactly(
            "\"ada\", \"ada@example.com\", 3", "\"dan\", null, 12", "\"eve\", null, 2");
  }

  /** Of what takes a whole transaction back, no single row can be a reject. */
  @Test
  void aTriggerThatRollsBackFailsTheRunInItsOwnWords() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create trigger thirteen before insert on users when new.level = 13"
            + " begin select raise(rollback, 'not thirteen'); end");
    assertFails("not thirteen", "ada,,+1,", "cyd,,13,", "dan,,12,");
  }

  @Test
  void whatIsRefusedAtTheCommitFailsTheRun() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create table orders (id integer primary key, user_id integer not null"
            + " references users (id) deferrable initially deferred)",
        "insert into orders (user_id) values (7)");
    assertFails("FOREIGN KEY", "ada,,,delete", "bob,,,delete", "cyd,,,");
  }

  @Test
  void aTriggerOnTheLevelIsNotWokenByAnAddress() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create trigger frozen before update of level on users"
            + " begin select raise(abort, 'levels are frozen'); end");
    adopted.importRows("ada,new@example.com,,", "bob,,+1,", "bob,bob@example.com,1,");
    assertRefused(3);
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"new@example.com\", 3", "\"bob\", \"bob@example.com\", 1");
  }

  @Test
  void aUserThatAnotherTableNeedsIsNotDeleted() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create table orders (id integer primary key, user_id integer not null"
            + " references users (id))",
        "insert into orders (user_id) values (7)");
    adopted.importRows("ada,,,delete", "bob,,,delete", "cyd,,,", "ada,,+1,");
    assertRefused(2);
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"ada@example.com\", 4", "\"cyd\", null, 1");
  }

  @Test
  void namesThatTheDatabaseTakesForTheSameAreRefused() {
    adopted.adopt(
        "create table users (id integer primary key, username text collate nocase not null unique,"
            + " email text, level integer not null)",
        AdoptedDatabase.ROWS);
    adopted.importRows("ADA,,5,", "ada,,+1,", "Cyd,,,", "cyd,,2,", "Ada,,,delete");
    assertThat(workspace.database().rows("select line, code from rollcall_rejects order by line"))
        .containsExactly(
            "2, \"REFUSED_BY_DATABASE\"", "5, \"REFUSED_BY_DATABASE\"", "6, \"USER_NOT_FOUND\"");
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"ada@example.com\", 4", "\"bob\", null, 1", "\"Cyd\", null, 1");
  }

  @Test
  void aColumnThatMustHaveAValueRefusesNewUsersOnly() {
    adopted.adopt(
        "create table users (id integer primary key, username text not null unique, email text,"
            + " level integer not null default 1, realm text not null)",
        "insert into users (username, realm) values ('ada', 'main')");
    adopted.importRows("ada,,+1,", "bob,,,");
    assertRefused(3);
    assertThat(workspace.database().users()).containsExactly("\"ada\", null, 2");
  }

  @Test
  void theLimitHoldsForWhatTheDatabaseRefuses() {
    adopted.adopt(
        AdoptedDatabase.TABLE,
        AdoptedDatabase.ROWS,
        "create unique index one_mailbox on users (email)");
    List<String> before = workspace.database().users();
    workspace.write("users.csv", "username,email\nbob,bob@example.com\ncyd,ada@example.com\n");
    Ended ended = workspace.importFile("users.csv", "--max-rejects", "0");
    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(workspace.database().users()).isEqualTo(before);
  }

  /** Somebody whose name, or address, the database takes for that of a row must not be removed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "username text collate nocase not null unique, email text",
        "username text collate rtrim not null unique, email text",
        "username text not null unique, email text unique",
        "username text not null unique, email text check (email <> 'ann@example.com')"
      })
  void aMirrorOfWhichTheDatabaseRefusedARowRemovesNobody(String columns) {
    boolean rtrim = columns.contains("rtrim");
    String ann = rtrim ? "'ann'" : "'Ann'";
    String address = columns.contains("check") ? "null" : "'ann@example.com'";
    adopted.adopt(
        "create table users (id integer primary key, " + columns + ", level integer not null)",
        "insert into users (username, email, level) values ("
            + ann
            + ", "
            + address
            + ", 3), ('bob', null, 1)");
    if (rtrim) {
      // That no file can say it is told when it is adopted, and not when it comes later.
      workspace.database().execute("update users set username = 'ann ' where username = 'ann'");
    }
    List<String> before = workspace.database().users();
    workspace.write("all.csv", "username,email,level\nbob,,2\nann,ann@example.com,5\n");
    Ended ended = workspace.importFile("all.csv", "--mode", "mirror", "--guard", "delete=100%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("line 3");
    assertThat(workspace.database().users()).isEqualTo(before);
    List<String> files = workspace.namesEndingIn(".rejects.csv");
    assertThat(files).hasSize(1);
    assertThat(workspace.read(files.get(0))).contains("REFUSED_BY_DATABASE");
    Ended plan =
        workspace.run(
            "plan",
            workspace.path("all.csv").toString(),
            "--mode",
            "mirror",
            "--guard",
            "delete=100%");
    assertThat(plan.exitCode()).as(plan.said()).isEqualTo(4);
  }

  /** Fails with these words, and leaves users and ledger as they were and fit for another run. */
  private void assertFails(String words, String... rows) {
    List<String> before = workspace.database().users();
    Ended ended = adopted.deliver(rows);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains(words);
    assertThat(workspace.database().users()).isEqualTo(before);
    assertThat(workspace.database().rows("select status, rows_read from rollcall_runs"))
        .containsExactly("\"FAILED\", 0");
    workspace.write("good.csv", "username,level\nada,7\n");
    assertThat(workspace.importFile("good.csv").exitCode()).isZero();
  }

  private void assertRefused(long... lines) {
    assertThat(workspace.database().rows("select line, code from rollcall_rejects order by line"))
        .isEqualTo(
            LongStream.of(lines).mapToObj(line -> line + ", \"REFUSED_BY_DATABASE\"").toList());
  }
}
