package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy on another kind of database would not have, or would have changed, is refused. */
class SchemaCopyRefusalTest {

  private static final String COLUMNS =
      "id integer primary key, username varchar(50) not null unique, email varchar(100),"
          + " level integer not null default 1";

  @TempDir Path folder;
  private int made;

  private Workspace file(String... statements) throws IOException {
    Workspace file = new Workspace(Files.createDirectory(folder.resolve("case" + ++made)));
    if (statements.length > 0) {
      new AdoptedDatabase(file).adopt(statements);
    }
    return file;
  }

  private static Workspace server(Workspace file) {
    return new Workspace(file.path(""), PostgreSqlServer.get().bare());
  }

  private static Ended copy(Workspace from, Workspace to) {
    return from.run("schema", "copy", "--to", to.database().address());
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }

  /** Nothing was written there, and nothing is marked here. */
  private static void assertRefused(Workspace file, String... said) {
    Workspace server = server(file);
    Ended ended = copy(file, server);
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("[SCHEMA_INVALID]").contains(said);
    assertThat(server.database().content()).isEmpty();
    assertThat(file.database().hasTable("rollcall_moved")).isFalse();
  }

  /** Named by a job, as columns must be that are to go along. */
  private static void know(Workspace file, String... columns) {
    for (String column : columns) {
      file.database()
          .execute("insert into rollcall_columns (name, secret) values ('" + column + "', 0)");
    }
  }

  @Test
  void aDatabaseThatWasCopiedIsNotCopiedElsewhereNorChanged() throws IOException {
    Workspace file = file();
    assertEnds(file.run("users", "add", "ann"), 0);
    Workspace first = server(file);
    Workspace second = server(file);
    assertEnds(copy(file, first), 0);
    String where = first.database().address();
    for (String done : List.of("1", "0")) {
      file.database().execute("update rollcall_moved set done = " + done);
      List<String> content = file.database().content();
      for (Ended ended :
          List.of(
              copy(file, second),
              file.run("schema", "add-column", "team", "text"),
              file.run("schema", "migrate"),
              file.run("schema", "baseline"))) {
        assertEnds(ended, 4);
        assertThat(ended.err()).contains("[DATABASE_MOVED]", where);
      }
      assertThat(file.database().content()).isEqualTo(content);
      assertThat(second.database().content()).isEmpty();
    }
    assertEnds(copy(file, first), 0);
    file.database().execute("drop table rollcall_moved");
    assertEnds(copy(file, second), 0);
  }

  @Test
  void aValueThatWouldBeAnotherIsNamedWithItsUser() throws IOException {
    Workspace file = file("create table users (" + COLUMNS + ", team text, badge integer)");
    know(file, "team", "badge");
    for (String name : List.of("ann", "bob", "cyd")) {
      assertEnds(file.run("users", "add", name), 0);
    }
    for (String change :
        List.of(
            "team = x'40'|text",
            "team = 'a' || char(0) || 'b'|U+0000",
            "team = cast(x'61ff' as text)|UTF-8",
            "team = cast(x'eda080' as text)|UTF-8",
            "email = cast(x'61c3' as text)|UTF-8",
            "email = x'40'|text",
            "badge = 1.5|whole number",
            "badge = 'many'|whole number",
            "badge = 12345678901234567890|whole number",
            "level = 'many'|whole number",
            "email = printf('%.140c', 'a') || '@example.com'|more than 100 characters")) {
      String set = change.substring(0, change.lastIndexOf('|'));
      String fault = change.substring(change.lastIndexOf('|') + 1);
      file.database().execute("update users set " + set + " where username = 'bob'");
      assertRefused(file, "\"bob\"", set.substring(0, set.indexOf(' ')), fault);
      file.database()
          .execute("update users set team = null, badge = null, email = null, level = 1");
    }
    file.database()
        .execute("update users set team = 'é\uFFFD😀', badge = -9223372036854775808, level = 1");
    Workspace server = server(file);
    assertEnds(copy(file, server), 0);
    assertThat(server.database().rows("select team, badge from users where username = 'bob'"))
        .containsExactly("\"é\uFFFD😀\", -9223372036854775808");
    assertThat(copy(file, server).out()).contains("was copied before");
  }

  @Test
  void rulesAndDefaultsThatWouldBeLostAreNamed() throws IOException {
    Workspace file =
        file(
            "create table teams (name text primary key)",
            "create table users ("
                + COLUMNS.replace(
                    "email varchar(100)", "email varchar(100) default 'n@example.com'")
                + ", dept text not null default 'none', flag integer default 7 check (flag < 50),"
                + " team text collate nocase references teams (name),"
                + " twice integer generated always as (level * 2),"
                + " unique (email) on conflict ignore)",
            "create table visits (who integer references users (id))",
            "create unique index flags on users (flag) where flag > 7",
            "create trigger guard before delete on users"
                + " begin select raise(abort, 'no') where old.level > 9; end");
    know(file, "dept", "flag", "team");
    assertRefused(
        file,
        "the default of email",
        "the not null of dept",
        "the default of dept",
        "the default of flag",
        "the generated column twice",
        "unique (email)",
        "the unique index flags",
        "check (flag < 50)",
        "collate nocase",
        "on conflict ignore",
        "the foreign key of team",
        "the foreign key of visits",
        "the trigger guard",
        "make them");
  }

  @Test
  void whatOurOwnTablesHaveIsNoRule() throws IOException {
    for (String[] statements :
        List.of(
            new String[0],
            new String[] {AdoptedDatabase.TABLE},
            new String[] {
              "create table users (id integer primary key, username text, email text, level"
                  + " integer, team text default null /* check (it) */)",
              "create index by_level on users (level)"
            })) {
      Workspace file = file(statements);
      assertEnds(file.run("users", "add", "ann"), 0);
      assertEnds(file.run("schema", "add-column", "check", "text"), 0);
      assertEnds(file.run("schema", "add-column", "collate", "integer"), 0);
      if (statements.length == 2) {
        know(file, "team");
      }
      assertEnds(copy(file, server(file)), 0);
    }
  }

  @Test
  void whatADeadRunHasStagedDoesNotStayBehind() throws IOException {
    Workspace file = file();
    assertEnds(file.run("users", "add", "ann"), 0);
    file.write("users.db.run-7.staged-a", "secret");
    assertEnds(copy(file, server(file)), 0);
    assertThat(file.names()).doesNotContain("users.db.run-7.staged-a");
  }
}
