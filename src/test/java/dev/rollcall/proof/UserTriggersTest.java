package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Triggers of an adopted database: those that change users behind an import's back are named, and
 * all others go on working, with the same result whatever the size of chunks.
 */
class UserTriggersTest {

  private static final String TABLE =
      "create table users (id integer primary key, username text not null unique, email text,"
          + " level integer not null default 1, touched text, boss integer)";

  private static final String LOG = "create table log (what text, user integer)";

  private static final String ROWS =
      "insert into users (username, level) values ('ada', 3), ('bob', 9)";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private AdoptedDatabase adopted = new AdoptedDatabase(workspace);

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
    adopted = new AdoptedDatabase(workspace);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after update of level on users begin"
            + " update users set level = min(level, 10) where id = new.id; end",
        "after insert on users begin UPDATE OR IGNORE \"Users\" SET touched = 'x', [Level] = 2"
            + " WHERE id = new.id; end",
        "after insert on users begin update users set (touched, email) = (select 'x', 'y')"
            + " where id = new.id; end",
        "after insert on users begin update users set touched = (a is distinct from b), username ="
            + " lower(username) from (select 1 as a, 2 as b) as other where id = new.id; end",
        "after insert on users begin insert into users (username) values (new.username || '2'); end",
        "after delete on users begin delete from users where boss = old.id; end",
        "after delete on users begin delete from users; end",
        "after update on users begin replace into users (id, username, level)"
            + " values (new.id, new.username, 1); end",
        "after update on users begin insert into log values ('x', new.id); end;"
            + " create trigger detour after insert on log begin update users set level = 1"
            + " where id = new.user; end",
        "before delete on users begin insert into viewed values (old.id); end;"
            + " create view viewed as select id from users;"
            + " create trigger detour instead of insert on viewed begin"
            + " update users set level = 1 where boss = new.id; end"
      })
  void aTriggerThatChangesUsersIsNamedWhenTheyAreAdoptedAndAgainAtARun(String trigger) {
    String name = trigger.contains("detour") ? "detour" : "meddles";
    String[] parts = ("create trigger meddles " + trigger).split("; (?=create )");
    workspace.database().execute(TABLE, LOG, ROWS);
    workspace.database().execute(parts);
    Ended refused = workspace.run("schema", "baseline");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
    assertThat(refused.err()).contains("trigger " + name + " changes users");

    workspace.database().execute("drop trigger " + name);
    Ended baseline = workspace.run("schema", "baseline");
    assertThat(baseline.exitCode()).as(baseline.said()).isZero();
    workspace.database().execute(parts[parts.length - 1]);
    List<String> before = workspace.database().users();
    Ended ended = adopted.deliver("ada,,+1,");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("trigger " + name + " changes users");
    assertThat(workspace.run("users", "set-level", "ada", "5").exitCode()).isEqualTo(1);
    assertThat(workspace.run("schema", "validate").exitCode()).isEqualTo(1);
    assertThat(workspace.database().users()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boss integer references users (id) on delete cascade",
        "boss integer references teams (id) on delete cascade"
      })
  void aForeignKeyThatDeletesUsersBehindAnImportsBackIsNamed(String boss) {
    workspace
        .database()
        .execute(
            "create table teams (id integer primary key, lead integer references users (id)"
                + " on delete cascade)",
            TABLE.replace("boss integer", boss));
    Ended refused = workspace.run("schema", "baseline");
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
    assertThat(refused.err()).contains("foreign key of the column boss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after update on users begin update users set touched = 'x' where id = new.id; end",
        "after insert on users begin update users set touched = 'email', boss = (select id from"
            + " users where level > 1 order by id limit 1) where id = new.id; end",
        "after update on users begin insert into log values ('update users set level', new.id); end",
        "before insert on users when new.level = 13 begin select raise(abort, 'thirteen'); end",
        "before update on users when new.level = 13 begin select raise(ignore); end",
        "after delete on users begin delete from log where user = old.id; end",
        "after insert on log begin update users set level = 100; end"
      })
  void allOthersGoOnWorkingWhateverTheChunks(String trigger) {
    Set<List<String>> outcomes = new HashSet<>();
    for (String chunk : List.of("1", "2", "3", "1000")) {
      workspace = new Workspace(folder.resolve(chunk));
      workspace.write("here", "");
      boolean onLog = trigger.contains("on log");
      adopted = new AdoptedDatabase(workspace);
      adopted.adopt(
          TABLE.replace("boss integer", "boss integer references users (id) on delete set null"),
          LOG,
          ROWS,
          "create trigger harmless " + trigger);
      workspace.write(
          "users.csv",
          "username,level,action\nada,+9,\ncyd,12,\nada,+1,\nada,-1,\ncyd,+1,\nbob,,delete\n"
              + "bob,13,\ncyd,-2,\n");
      Ended ended = workspace.importFile("users.csv", "--chunk", chunk);
      assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
      outcomes.add(workspace.database().rows("select * from users order by id"));
      if (!onLog && trigger.contains("insert into log")) {
        assertThat(workspace.database().number("select count(*) from log")).isPositive();
      }
    }
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void aDatabaseThatHadSuchATriggerWhenItWasAdoptedByAnOlderVersionSaysSo() {
    adopted.adopt(TABLE, ROWS);
    workspace
        .database()
        .execute(
            "create trigger cap after update on users begin"
                + " update users set level = 10 where id = new.id and level > 10; end");
    assertThat(workspace.run("schema", "status").out()).contains("in the way", "trigger cap");
  }
}
