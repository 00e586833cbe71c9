package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users of another program on a PostgreSQL server: adopted as they are, or not at all. */
class AdoptedServerTest {

  private static final String USERS =
      "create table users (id serial primary key, username varchar(50) not null unique,"
          + " email varchar(100), level integer not null default 1)";

  private static final String FUNCTION =
      "create function f() returns trigger language plpgsql as $$ begin %s end $$;"
          + " create trigger watch %s on users for each row execute function f()";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = bare();
  }

  private Workspace bare() {
    Workspace made = new Workspace(folder, PostgreSqlServer.get().bare());
    made.database()
        .execute(
            USERS,
            "insert into users (username, email, level) values ('ann', 'ann@example.com', 4),"
                + " ('bob', null, 2), ('cyd', 'cyd@example.com', 3)");
    return made;
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }

  @Test
  void theyAreAdoptedAndTheirProgramGoesOn() {
    Database database = workspace.database();
    List<String> before = database.everything();
    workspace.write("f.csv", "username,email,level,action\nann,,7,\nbob,,,delete\ndan,,2,\n");
    assertThat(workspace.importFile("f.csv").err()).contains("[SCHEMA_MISSING]", "schema baseline");
    assertThat(workspace.run("schema", "status").out()).contains("schema baseline adopts them");
    Ended adopted = workspace.run("schema", "baseline");
    assertEnds(adopted, 0);
    assertThat(adopted.out()).contains("adopted", "tables whose names begin with rollcall_");
    assertThat(database.everything()).isEqualTo(before);
    assertThat(workspace.planFile("f.csv").out()).contains("created               1");
    assertEnds(workspace.importFile("f.csv"), 0);
    assertThat(database.rows("select row_order from rollcall_runs")).containsExactly("\"USER\"");
    database.execute("insert into users (username) values ('eve')");
    assertThat(database.everything())
        .containsExactly(
            "1, \"ann\", \"ann@example.com\", 7",
            "3, \"cyd\", \"cyd@example.com\", 3",
            "4, \"dan\", null, 2",
            "5, \"eve\", null, 1");
    assertThat(workspace.importFile("f.csv").status()).isEqualTo("ALREADY_DONE");
    workspace.write("m.csv", "username,level\nann,7\nfay,1\n");
    assertEnds(workspace.importFile("m.csv", "--mode", "mirror", "--guard", "delete=100%"), 0);
    assertEnds(workspace.run("runs", "undo", "2"), 0);
    assertEnds(workspace.run("runs", "undo", "1"), 0);
    assertThat(database.everything()).containsAll(before).contains("5, \"eve\", null, 1");
    assertEnds(workspace.run("schema", "validate"), 0);
    assertThat(workspace.run("schema", "baseline").out()).doesNotContain("added");
    for (String report : List.of("users", "levels", "changes", "runs")) {
      assertThat(workspace.report(report)).isNotEmpty();
    }
  }

  @Test
  void aUniqueNameIsAddedOrWhoIsInTheWayIsNamed() {
    Database database = workspace.database();
    database.execute(
        "alter table users drop constraint users_username_key",
        "insert into users (username) values ('ann'), (' dan ')");
    Ended refused = workspace.run("schema", "baseline");
    assertEnds(refused, 1);
    assertThat(refused.err())
        .contains("several of its users have the same username: \"ann\"", "no file can say");
    assertThat(database.hasTable("rollcall_runs")).isFalse();
    database.execute("delete from users where id > 3");
    assertThat(workspace.run("schema", "baseline").out()).contains("a unique index on username");
    workspace.write("f.csv", "username\nann\n");
    assertEnds(workspace.importFile("f.csv"), 0);
    database.execute("drop index users_username");
    Ended gone = workspace.importFile("f.csv", "--again");
    assertEnds(gone, 1);
    assertThat(gone.err()).contains("nothing keeps usernames unique");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "alter table users add unique (email)|zed,ann@example.com,1|users_email_key",
        "alter table users add unique (email) deferrable initially deferred|zed,ann@example.com,1|"
            + "users_email_key",
        "alter table users add check (level < 50)|ann,,60|users_level_check",
        "create unique index one on users (lower(username))|ANN,,1|\"one\"",
        "create unique index few on users (level) where level > 80|ann,,90;bob,,90|\"few\"",
        "alter table users alter email set not null|zed,,1|null value in column \"email\"",
        "alter table users alter username type varchar(10)|zed123456789,,1|value too long",
        "create table visits (who integer references users)|visits:cyd,,,delete|foreign key",
        "alter table users add team text not null|zed,,1|null value in column \"team\"",
        "create domain addr as varchar(100) check (value not like '%.net'); alter table users alter"
            + " email type addr|ann,ann@example.net,1|addr",
        "raise:if new.level = 77 then raise exception 'no sevens'; end if; return new;|ann,,77|no"
            + " sevens",
        "raise:if new.level = 77 then raise exception 'no' using errcode = 'RC001'; end if; return"
            + " new;|ann,,77|no",
        "raise:if new.level = 77 then return null; end if; return new;|ann,,77|left the row as it was",
        "raise:declare r users; begin r := new; r.level := least(r.level, 70); return r; end;|"
            + "ann,,77|made something else",
        "raise:declare r users; begin r := new; r.level := least(r.level, 70); return r; end;|"
            + "zed,,77|made something else"
      })
  void whatARuleRefusesIsARejectAndTheOthersGoIn(String rule, String rows, String words) {
    List<String> ends = new ArrayList<>();
    for (String chunk : List.of("1", "3", "1000")) {
      Workspace each = bare();
      String sql =
          rule.startsWith("raise:")
              ? FUNCTION.formatted(rule.substring(6), "before insert or update")
              : rule;
      if (words.contains("email\"")) {
        each.database().execute("update users set email = 'x@example.com' where email is null");
      }
      if (rule.contains("add team")) {
        each.database().execute("delete from users");
      }
      each.database().execute(sql);
      String refused = rows;
      if (rows.startsWith("visits:")) {
        each.database().execute("insert into visits values (3)");
        refused = rows.substring(7);
      }
      assertEnds(each.run("schema", "baseline"), 0);
      StringBuilder file = new StringBuilder("username,email,level,action\n");
      for (int i = 0; i < 12; i++) {
        file.append("u").append(i).append(",u").append(i).append("@example.com,").append(i);
        file.append(",\n");
      }
      for (String row : refused.split(";", -1)) {
        file.append(row).append(row.endsWith("delete") ? "\n" : ",\n");
      }
      file.append("u3,,+1,\nu4,,,delete\nu4,u4@example.com,9,\n");
      each.write("f.csv", file.toString());
      boolean all = rule.contains("add team");
      Ended planned = each.planFile("f.csv", "--max-rejects", "100%", "--chunk", chunk);
      assertEnds(planned, 3);
      Ended ended = each.importFile("f.csv", "--max-rejects", "100%", "--chunk", chunk);
      assertEnds(ended, 3);
      assertThat(Ended.codes(ended.summary())).containsKey("REFUSED_BY_DATABASE");
      assertThat(each.database().rows("select message from rollcall_rejects"))
          .as(rule)
          .anySatisfy(message -> assertThat(message).contains(words));
      if (!all) {
        assertThat(each.database().number("select count(*) from rollcall_rejects")).isEqualTo(1);
        assertThat(each.database().users()).contains("\"u3\", \"u3@example.com\", 4");
      }
      assertThat(
              each.database()
                  .number(
                      "select count(*) from users u where username like 'u%' and not exists (select"
                          + " 1 from rollcall_changes c where c.user_id = u.id and c.username ="
                          + " u.username)"))
          .isZero();
      ends.add(each.database().users() + " " + each.database().rejects(1));
      assertEnds(each.run("runs", "undo", "1"), 0);
    }
    assertThat(ends).containsOnly(ends.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "alter table users drop column email|no column email",
        "alter table users drop column id|no column id",
        "alter table users alter username type char(50)|username of its users has the type char",
        "alter table users alter level drop default; alter table users alter level type numeric|"
            + "level of its users has the type numeric",
        "alter table users drop column level; alter table users add level int generated always as"
            + " (length(username)) stored|level of its users is generated",
        "alter table users alter id set default (random() * 1000000)::int|something else than a"
            + " sequence",
        "create rule calm as on delete to users do instead nothing|the rule calm",
        "create table staff () inherits (users)|the table staff inherits",
        "alter table users add boss int references users on delete cascade|the column boss",
        "create table teams (id int primary key, head int references users on delete cascade); alter"
            + " table users add team int references teams on delete cascade|the column team",
        "t:before insert:new.email := lower(new.email); return new;|its trigger watch",
        "t:before insert or update:if new.level > 5 then new.level = 5; end if; return new;|its trigger"
            + " watch",
        "t:after update:update users set level = level where id = 1; return new;|its trigger watch",
        "t:after delete:delete from only public.users where id = 2; return null;|its trigger watch",
        "t:after insert:execute 'select 1'; return null;|its trigger watch",
        "create table log (who int); create function g() returns trigger language plpgsql as $$ begin"
            + " insert into users (username) values ('x'); return new; end $$; create trigger deep"
            + " after insert on log for each row execute function g(); t:after insert:insert into"
            + " log values (new.id); return null;|its trigger deep"
      })
  void whatCanNotBeKeptIsRefusedByName(String change, String name) {
    Database database = workspace.database();
    int trigger =
        change.indexOf("t:after") >= 0 ? change.indexOf("t:after") : change.indexOf("t:before");
    database.execute(trigger < 0 ? change : change.substring(0, trigger) + "; select 1");
    if (trigger >= 0) {
      String[] parts = change.substring(trigger).split(":", 3);
      database.execute(FUNCTION.formatted(parts[2], parts[1]));
    }
    List<String> before = database.content();
    Ended refused = workspace.run("schema", "baseline");
    assertEnds(refused, 1);
    assertThat(refused.err()).contains(name).contains("[SCHEMA_INVALID]");
    assertThat(workspace.run("schema", "status").out()).contains("in the way", name);
    assertThat(database.content()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "t:before insert or update:new.touched = now(); return new;",
        "t:after insert or update or delete:insert into log values (tg_op); return null;",
        "t:after update:update users set touched = now() where id = new.id and touched is null; return"
            + " null;",
        "alter table users add up text generated always as (upper(username)) stored",
        "alter table users add boss int references users on delete set null",
        "alter table users alter level drop not null; alter table users alter level drop default",
        "create table visits (who int references users on delete cascade)",
        "alter table users alter id drop default; drop sequence users_id_seq",
        "alter table users alter id drop default; alter table users alter id add generated always as"
            + " identity (start 10)",
        "alter table users alter id type bigint; alter table users alter level type smallint"
      })
  void whatDoesNoHarmIsLeftAsItIs(String change) {
    Database database = workspace.database();
    database.execute("alter table users add touched timestamptz", "create table log (what text)");
    if (change.startsWith("t:")) {
      String[] parts = change.split(":", 3);
      database.execute(FUNCTION.formatted(parts[2], parts[1]));
    } else {
      database.execute(change);
    }
    assertEnds(workspace.run("schema", "baseline"), 0);
    workspace.write("f.csv", "username,level,action\nann,+1,\nbob,,delete\ndan,2,\neve,,\n");
    assertThat(workspace.planFile("f.csv").out()).contains("created               2");
    Ended ended = workspace.importFile("f.csv");
    assertEnds(ended, 0);
    assertThat(database.users())
        .containsExactly(
            "\"ann\", \"ann@example.com\", 5",
            "\"cyd\", \"cyd@example.com\", 3",
            "\"dan\", null, 2",
            "\"eve\", null, 1");
    assertEnds(workspace.run("runs", "undo", "1"), 0);
    assertThat(database.number("select count(*) from users where username = 'bob'")).isEqualTo(1);
  }

  /** Other programs take ids from the sequence, too, and rows that are refused cost none. */
  @Test
  void idsAreThoseThatTheSequenceGave() {
    Database database = workspace.database();
    database.execute(
        FUNCTION.formatted(
            "if new.level % 50 = 7 then raise exception 'no'; end if; return new;",
            "before insert"),
        "create function other() returns trigger language plpgsql as $$ begin perform"
            + " nextval('users_id_seq'); return null; end $$",
        "create trigger other after insert on users for each row execute function other()");
    assertEnds(workspace.run("schema", "baseline"), 0);
    StringBuilder file = new StringBuilder("username,level\n");
    for (int i = 0; i < 700; i++) {
      file.append("u").append(i).append(',').append(i % 90).append('\n');
      file.append("u").append(i).append(",+1\n");
    }
    workspace.write("f.csv", file.toString());
    Ended ended = workspace.importFile("f.csv", "--max-rejects", "1000");
    assertEnds(ended, 3);
    assertThat(
            database.number(
                "select count(*) from users u join rollcall_changes c on c.user_id = u.id and"
                    + " c.username = u.username and c.level_before is null"))
        .isEqualTo(database.number("select count(*) from users") - 3)
        .isGreaterThan(600);
    assertThat(database.number("select count(*) from users where level % 90 = 8")).isZero();
    database.execute("drop trigger other on users", "insert into users (username) values ('last')");
    assertEnds(workspace.run("runs", "undo", "1"), 0);
    assertThat(database.number("select count(*) from users")).isEqualTo(4);
  }

  @Test
  void whatComparesOtherwiseIsRefused() throws SQLException {
    Database database = workspace.database();
    String collation =
        "create collation alike (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute(collation);
    } catch (SQLException e) {
      assumeTrue(false, "skipped: this server has no ICU");
    }
    database.execute("alter table users alter username type varchar(50) collate alike");
    Ended refused = workspace.run("schema", "baseline");
    assertEnds(refused, 1);
    assertThat(refused.err()).contains("a collation by which different texts are the same");
  }

  @Test
  void rowSecurityThatHidesUsersIsRefused() {
    Database database = workspace.database();
    String role = "reader" + System.nanoTime();
    database.execute(
        "create role " + role + " login",
        "grant all on all tables in schema public to " + role,
        "grant create on schema public to " + role,
        "alter table users enable row level security");
    String address = database.address().replace("postgres@", role + "@");
    Ended refused = workspace.run("schema", "status");
    assertThat(refused.out()).contains("schema baseline adopts them");
    Workspace reader = new Workspace(folder, new Database(address, database.url()));
    assertThat(reader.run("schema", "status").out()).contains("row security hides some");
  }
}
