package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that another program made: they are adopted as they are, or not at all. */
class AdoptedDatabaseTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private AdoptedDatabase adopted = new AdoptedDatabase(workspace);

  @BeforeEach
  void begin() {
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
}
