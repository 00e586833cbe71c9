package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that another program made: they are adopted as they are, or not at all. */
class AdoptedDatabaseTest {

  private final Workspace workspace;
  private final AdoptedDatabase adopted;

  AdoptedDatabaseTest(@TempDir Path folder) {
    workspace = new Workspace(folder);
    adopted = new AdoptedDatabase(workspace);
  }

  @Test
  void anImportSaysThatTheDatabaseMustBeAdoptedFirst() {
    workspace.database().execute(AdoptedDatabase.TABLE, AdoptedDatabase.ROWS);
    byte[] before = workspace.database().bytes();
    workspace.write("users.csv", "username,level\nada,+1\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("schema baseline");
    assertThat(workspace.database().bytes()).isEqualTo(before);
  }

  @Test
  void adoptionLeavesTheUsersAndTheirTableAsTheyAre() {
    adopted.adopt(AdoptedDatabase.TABLE, AdoptedDatabase.ROWS);
    assertThat(workspace.database().rows("select sql from sqlite_master where name = 'users'"))
        .containsExactly('"' + AdoptedDatabase.TABLE + '"');
    assertThat(workspace.database().rows("select * from users order by id"))
        .containsExactly("7, \"ada\", \"ada@example.com\", 3", "9, \"bob\", null, 1");
    assertThat(workspace.run("schema", "validate").exitCode()).isZero();

    adopted.importRows("ada,,+1,", "cyd,cyd@example.com,5,", "bob,,,delete");

    assertThat(workspace.database().rows("select * from users order by id"))
        .containsExactly(
            "7, \"ada\", \"ada@example.com\", 4", "10, \"cyd\", \"cyd@example.com\", 5");
    assertThat(workspace.database().rows("select sql from sqlite_master where name = 'users'"))
        .containsExactly('"' + AdoptedDatabase.TABLE + '"');
  }

  @Test
  void aLevelThatIsNullCountsAsOne() {
    adopted.adopt(
        "create table users (id integer primary key, username text unique, email text,"
            + " level integer)",
        "insert into users (username, level) values ('ada', null), ('bob', null), ('cyd', null)");
    adopted.importRows("ada,,+1,", "bob,,1,", "cyd,cyd@example.com,,");
    assertThat(workspace.database().rows("select username, email, level from users order by id"))
        .containsExactly(
            "\"ada\", null, 2", "\"bob\", null, null", "\"cyd\", \"cyd@example.com\", null");
    assertThat(workspace.database().rows("select unchanged, updated, raised from rollcall_runs"))
        .containsExactly("1, 2, 1");
  }

  @Test
  void aMissingUniqueIndexIsAdded() {
    adopted.adopt(
        "create table users (id integer primary key, username text, email text, level int)",
        AdoptedDatabase.ROWS);
    adopted.importRows("ada,,+1,", "ada,,+1,", "cyd,,,", "cyd,,+1,");
    assertThat(workspace.database().users())
        .containsExactly("\"ada\", \"ada@example.com\", 5", "\"bob\", null, 1", "\"cyd\", null, 2");
  }

  @Test
  void whatAnAdoptionAddsIsSaid() {
    String table = "create table users (id integer primary key, username text%s, level int)";
    for (String unique : new String[] {"", " unique"}) {
      String db = workspace.path("app" + unique.length() + ".db").toString();
      new Database(Path.of(db))
          .execute(table.formatted(unique).replace("level", "email text, level"));
      Ended ended =
          RollcallProgram.run(
              workspace.path("none.json"), new byte[0], List.of("schema", "baseline", "--db", db));
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.out()).contains("  added: tables whose names begin with rollcall_");
      assertThat(ended.out().contains("  added: a unique index on username"))
          .isEqualTo(unique.isEmpty());
    }
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
        .contains("1 of its users has a username");
  }

  @Test
  void aTableThatLacksAColumnIsNotAdopted() {
    workspace.database().execute("create table users (id integer primary key, username text)");
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("email").contains("level");
  }

  @Test
  void moreColumnsGetTheirDefaultsAndKeepTheirValues() {
    adopted.adopt(
        "create table users (id integer primary key, username text not null unique, email text,"
            + " level integer not null default 1, realm text not null default 'main', note text)",
        "insert into users (username, realm, note) values ('ada', 'other', 'kept')");
    adopted.importRows("ada,,+1,", "bob,,,");
    assertThat(
            workspace.database().rows("select username, level, realm, note from users order by id"))
        .containsExactly("\"ada\", 2, \"other\", \"kept\"", "\"bob\", 1, \"main\", null");
  }

  private static final String ROWS = "insert into users (id, username) values (1, 'ada')";

  /** What is not kept as it is put in would be found by nobody under its name. */
  @ParameterizedTest
  @CsvSource({
    "username, string",
    "username, uuid",
    "username, json",
    "username, numeric",
    "username, BLOB",
    "username, ''",
    "email, string",
    "email, date",
    "level, numeric",
    "level, boolean",
    "level, decimal(3)",
    "level, TEXT",
    "level, ''"
  })
  void aColumnThatDoesNotKeepWhatIsPutIntoItIsNotAdopted(String column, String type) {
    String columns = "id integer primary key, username text, email text, level integer";
    String own = column.equals("level") ? "level integer" : column + " text";
    workspace
        .database()
        .execute(
            "create table users (" + columns.replace(own, column + " " + type) + ")",
            "insert into users (username) values ('ada')");
    adopted.assertRefused(
        "the column " + column, type.isEmpty() ? "no type" : "type " + type, "make it");
  }

  @ParameterizedTest
  @CsvSource({"nvarchar(50), bigint", "character varying(50), int8", "clob, tinyint"})
  void otherNamesOfTheSameTypesAreAsGood(String text, String number) {
    adopted.adopt(
        "create table users (id integer primary key, username "
            + text
            + ", email "
            + text
            + ", level "
            + number
            + ")",
        ROWS);
    adopted.importRows("00123,,7,");
    assertThat(workspace.database().rows("select username, typeof(username), level from users"))
        .containsExactly("\"ada\", \"text\", null", "\"00123\", \"text\", 7");
  }

  @Test
  void everythingInTheWayIsToldAtOnceByWhoeverIsAsked() {
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username string, email text, level text,"
                + " realm text not null)",
            "create trigger cap after insert on users begin"
                + " update users set level = 1 where id = new.id; end",
            "insert into users (username, level, realm) values ('ada', 'high', '')");
    String[] words = {"column username", "column level", "trigger cap", "not a whole number"};
    adopted.assertRefused(words);
    Ended status = workspace.run("schema", "status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out()).contains(words).contains("can't be adopted", "column realm");
    workspace.write("users.csv", "username\nada\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("can't be adopted", "schema status");
  }

  @Test
  void aTableWithoutTheColumnsIsNotCalledAdoptable() {
    workspace.database().execute("create table users (name text primary key)");
    Ended status = workspace.run("schema", "status");
    assertThat(status.out())
        .contains("can't be adopted", "no column id, username, level, email", "primary key");
  }

  @Test
  void aColumnThatWillRejectEveryNewUserIsWarnedOf() {
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username text, email text, level integer,"
                + " realm text not null, note text not null default '')",
            ROWS.replace("username) values (1, 'ada'", "username, realm) values (1, 'ada', ''"));
    Ended before = workspace.run("schema", "status");
    assertThat(before.out()).contains("warning", "column realm").doesNotContain("column note");
    Ended baseline = workspace.run("schema", "baseline");
    assertThat(baseline.exitCode()).isZero();
    assertThat(baseline.out()).contains("warning", "column realm", "every new user");
    assertThat(workspace.run("schema", "status").out()).contains("warning", "column realm");
  }
}
