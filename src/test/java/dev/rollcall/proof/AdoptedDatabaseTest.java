package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Databases that another program made: they stay as they are, and what they refuse becomes rejects,
 * row by row.
 */
class AdoptedDatabaseTest {

  /** As SQLAlchemy's create_all has it. */
  private static final String TABLE =
      "CREATE TABLE users (\n"
          + "\tid INTEGER NOT NULL, \n"
          + "\tusername VARCHAR(50) NOT NULL, \n"
          + "\temail VARCHAR(100), \n"
          + "\tlevel INTEGER NOT NULL, \n"
          + "\tPRIMARY KEY (id), \n"
          + "\tUNIQUE (username)\n"
          + ")";

  private static final String ROWS =
      "insert into users (id, username, email, level) values"
          + " (7, 'ada', 'ada@example.com', 3), (9, 'bob', null, 1)";

  private static final int MANY = 1_000;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void anImportSaysThatTheDatabaseMustBeAdoptedFirst() {
    workspace.database().execute(TABLE, ROWS);
    byte[] before = workspace.database().bytes();
    workspace.write("users.csv", "username,level\nada,+1\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("schema baseline");
    assertThat(workspace.database().bytes()).isEqualTo(before);
  }

  @Test
  void adoptionLeavesTheUsersAndTheirTableAsTheyAre() {
    adopt(TABLE, ROWS);
    assertThat(workspace.database().rows("select sql from sqlite_master where name = 'users'"))
        .containsExactly('"' + TABLE + '"');
    assertThat(workspace.database().rows("select * from users order by id"))
        .containsExactly("7, \"ada\", \"ada@example.com\", 3", "9, \"bob\", null, 1");
    assertThat(workspace.run("schema", "validate").exitCode()).isZero();

    importRows("ada,,+1,", "cyd,cyd@example.com,5,", "bob,,,delete");

    assertThat(workspace.database().rows("select * from users order by id"))
        .containsExactly(
            "7, \"ada\", \"ada@example.com\", 4", "10, \"cyd\", \"cyd@example.com\", 5");
    assertThat(workspace.database().rows("select sql from sqlite_master where name = 'users'"))
        .containsExactly('"' + TABLE + '"');
  }

  @Test
  void aLevelThatIsNullCountsAsOne() {
    adopt(
        "create table users (id integer primary key, username text unique, email text,"
            + " level integer)",
        "insert into users (username, level) values ('ada', null), ('bob', null), ('cyd', null)");
    importRows("ada,,+1,", "bob,,1,", "cyd,cyd@example.com,,");
    assertThat(workspace.database().rows("select username, email, level from users order by id"))
        .containsExactly(
            "\"ada\", null, 2", "\"bob\", null, null", "\"cyd\", \"cyd@example.com\", null");
    assertThat(workspace.database().rows("select unchanged, updated, raised from rollcall_runs"))
        .containsExactly("1, 2, 1");
  }

  @Test
  void aMissingUniqueIndexIsAdded() {
    adopt(
        "create table users (id integer primary key, username text, email text, level int)", ROWS);
    importRows("ada,,+1,", "ada,,+1,", "cyd,,,", "cyd,,+1,");
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"ada@example.com\", 5", "\"bob\", null, 1", "\"cyd\", null, 2");
  }

  @Test
  void usersInTheWayOfAUniqueIndexAreNamed() {
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username text, email text, level int)",
            "insert into users (username) values ('ada'), ('bob'), ('ada')");
    byte[] before = workspace.database().bytes();
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("ada").doesNotContain("bob");
    assertThat(workspace.database().bytes()).isEqualTo(before);
  }

  @Test
  void usersWithValuesOfAnotherTypeAreNotAdopted() {
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username text unique, email text,"
                + " level integer)",
            "insert into users (username, level) values ('ada', 'high'), ('bob', 2.5),"
                + " (x'636964', 1)");
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("2 of its users have a level")
        .contains("1 of its users have a username");
  }

  @Test
  void aTableThatLacksAColumnIsNotAdopted() {
    workspace.database().execute("create table users (id integer primary key, username text)");
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("email").contains("level");
  }

  @Test
  void anotherUniqueColumnRefusesWhatWouldBreakIt() {
    adopt(TABLE, ROWS, "create unique index one_mailbox on users (email)");
    importRows(
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
    adopt(TABLE, ROWS, "create unique index one_mailbox on users (email)");
    importRows(
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
    adopt(
        "create table users (id integer primary key, username text not null unique, email text,"
            + " level integer not null default 1 check (level <> 13))",
        ROWS);
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
    adopt(
        TABLE,
        ROWS,
        "create trigger thirteen before insert on users when new.level = 13"
            + " begin select raise("
            + raise
            + "); end",
        "create trigger thirteen_too before update on users when new.level = 13"
            + " begin select raise("
            + raise
            + "); end");
    importRows(
        "cyd,,13,", "ada,,13,", "dan,,12,", "dan,,+1,", "eve,,2,", "bob,,12,", "bob,,,delete");
    assertRefused(2, 3, 5);
    assertThat(workspace.database().users())
        .containsExactly(
            "\"ada\", \"ada@example.com\", 3", "\"dan\", null, 12", "\"eve\", null, 2");
  }

  /** Of what takes a whole transaction back, no single row can be a reject. */
  @Test
  void aTriggerThatRollsBackFailsTheRunInItsOwnWords() {
    adopt(
        TABLE,
        ROWS,
        "create trigger thirteen before insert on users when new.level = 13"
            + " begin select raise(rollback, 'not thirteen'); end");
    assertFails("not thirteen", "ada,,+1,", "cyd,,13,", "dan,,12,");
  }

  @Test
  void whatIsRefusedAtTheCommitFailsTheRun() {
    adopt(
        TABLE,
        ROWS,
        "create table orders (id integer primary key, user_id integer not null"
            + " references users (id) deferrable initially deferred)",
        "insert into orders (user_id) values (7)");
    assertFails("FOREIGN KEY", "ada,,,delete", "bob,,,delete", "cyd,,,");
  }

  @Test
  void aTriggerOnTheLevelIsNotWokenByAnAddress() {
    adopt(
        TABLE,
        ROWS,
        "create trigger frozen before update of level on users"
            + " begin select raise(abort, 'levels are frozen'); end");
    importRows("ada,new@example.com,,", "bob,,+1,", "bob,bob@example.com,1,");
    assertRefused(3);
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"new@example.com\", 3", "\"bob\", \"bob@example.com\", 1");
  }

  @Test
  void aUserThatAnotherTableNeedsIsNotDeleted() {
    adopt(
        TABLE,
        ROWS,
        "create table orders (id integer primary key, user_id integer not null"
            + " references users (id))",
        "insert into orders (user_id) values (7)");
    importRows("ada,,,delete", "bob,,,delete", "cyd,,,", "ada,,+1,");
    assertRefused(2);
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"ada@example.com\", 4", "\"cyd\", null, 1");
  }

  @Test
  void namesThatTheDatabaseTakesForTheSameAreRefused() {
    adopt(
        "create table users (id integer primary key, username text collate nocase not null unique,"
            + " email text, level integer not null)",
        ROWS);
    importRows("ADA,,5,", "ada,,+1,", "Cyd,,,", "cyd,,2,", "Ada,,,delete");
    assertThat(workspace.database().rows("select line, code from rollcall_rejects order by line"))
        .containsExactly(
            "2, \"REFUSED_BY_DATABASE\"", "5, \"REFUSED_BY_DATABASE\"", "6, \"USER_NOT_FOUND\"");
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"ada@example.com\", 4", "\"bob\", null, 1", "\"Cyd\", null, 1");
  }

  @Test
  void moreColumnsGetTheirDefaultsAndKeepTheirValues() {
    adopt(
        "create table users (id integer primary key, username text not null unique, email text,"
            + " level integer not null default 1, realm text not null default 'main', note text)",
        "insert into users (username, realm, note) values ('ada', 'other', 'kept')");
    importRows("ada,,+1,", "bob,,,");
    assertThat(
            workspace.database().rows("select username, level, realm, note from users order by id"))
        .containsExactly("\"ada\", 2, \"other\", \"kept\"", "\"bob\", 1, \"main\", null");
  }

  @Test
  void aColumnThatMustHaveAValueRefusesNewUsersOnly() {
    adopt(
        "create table users (id integer primary key, username text not null unique, email text,"
            + " level integer not null default 1, realm text not null)",
        "insert into users (username, realm) values ('ada', 'main')");
    importRows("ada,,+1,", "bob,,,");
    assertRefused(3);
    assertThat(workspace.database().users()).containsExactly("\"ada\", null, 2");
  }

  @Test
  void theLimitHoldsForWhatTheDatabaseRefuses() {
    adopt(TABLE, ROWS, "create unique index one_mailbox on users (email)");
    List<String> before = workspace.database().users();
    workspace.write("users.csv", "username,email\nbob,bob@example.com\ncyd,ada@example.com\n");
    Ended ended = workspace.importFile("users.csv", "--max-rejects", "0");
    assertThat(ended.exitCode()).isEqualTo(4);
    assertThat(workspace.database().users()).isEqualTo(before);
  }

  private void adopt(String... statements) {
    workspace.database().execute(statements);
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  /** Rows of username, e-mail address, level and action; the first is line 2. */
  private void importRows(String... rows) {
    workspace.write("users.csv", "username,email,level,action\n" + String.join("\n", rows) + "\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
  }

  /** Fails with these words, and leaves users and ledger as they were and fit for another run. */
  private void assertFails(String words, String... rows) {
    List<String> before = workspace.database().users();
    workspace.write("users.csv", "username,email,level,action\n" + String.join("\n", rows) + "\n");
    Ended ended = workspace.importFile("users.csv");
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
