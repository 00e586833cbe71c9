package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create rule calm as on delete to users do instead nothing|the rule calm",
        "create function f() returns trigger language plpgsql as 'begin new.level := 1; return new;"
            + " end'; create trigger watch before update on users execute function f()|watch",
        "alter table users alter level type text|level of its users has the type text",
        "alter table users drop column email|no column email",
        "alter table users drop constraint users_username|nothing keeps usernames unique"
      })
  void rulesThatCannotBeKeptAreRefusedByName(String rule, String name) {
    workspace.database().execute(rule);
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains(name).contains("[SCHEMA_INVALID]");
    assertThat(workspace.run("schema", "status").out()).contains("in the way", name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select level frm users where level = :min | 1:18: syntax error at or near \"users\"",
        "select username#from users where levl::text = :min | 2:18: column \"levl\" does not exist",
        "select :min, :min, level, nosuch from users | column \"nosuch\" does not exist",
        "select :min + 'x' | invalid input syntax for type bigint",
        "delete from users | a report is one SELECT",
        "with gone as (delete from users returning id) select id, :min from gone | data-modifying",
        "select :min; drop table users | a second statement",
        "select :min from users for update | read-only transaction",
        "select nextval('users_id_seq'), :min | read-only transaction",
        "select e'\\'; drop table users; --', :mon | the parameter mon has no value"
      })
  void aQueryThatIsNoneIsRefusedWithItsPlace(String sql, String words) {
    workspace.importFile("users.csv");
    List<String> before = workspace.database().content();
    workspace.write("q.sql", sql.replace('#', '\n'));
    String file = workspace.path("q.sql").toString();
    Ended ended = workspace.run("report", "--sql", file, "--param", "min=1");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains("q.sql").contains(words.strip()).contains("[QUERY]");
    assertThat(workspace.database().content()).isEqualTo(before);
  }

  @Test
  void aReportNeedsWhatItAsksFor() {
    Workspace bare = new Workspace(folder, PostgreSqlServer.get().bare());
    assertThat(bare.run("report", "users").err()).contains("it has no tables", "[SCHEMA_MISSING]");
    bare.database()
        .execute("create table users (id int primary key, username text, email text, level int)");
    bare.database().execute("insert into users values (1, 'ann')");
    assertThat(bare.report("users")).isEqualTo("id,username,email,level\r\n1,ann,,1\r\n");
    assertThat(bare.run("report", "runs").err()).contains("[SCHEMA_MISSING]");
    assertThat(bare.generate("--like", bare.database().address()).out().lines()).hasSize(2);
    assertThat(bare.generate("--like", bare.database().address() + "x").exitCode()).isEqualTo(1);
  }

  /** Of the same users the same are made, whatever they are in. */
  @Test
  void usersAreMadeLikeThoseOfADatabase() {
    workspace.importFile("users.csv");
    Workspace file = new Workspace(folder);
    file.importFile("users.csv");
    String made = workspace.generate("--like", workspace.database().address(), "9").out();
    assertThat(made).isEqualTo(file.generate("--like", file.database().address(), "9").out());
    assertThat(made.lines()).hasSize(10);
  }

  @Test
  void theSpaceOfPrunedRunsIsGivenBack() {
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 0; i < 20_000; i++) {
      rows.append("user").append(i).append(',').append(i % 50).append('\n');
    }
    workspace.write("f.csv", rows.toString());
    assertThat(workspace.importFile("f.csv").exitCode()).isZero();
    assertThat(workspace.run("users", "add", "last").exitCode()).isZero();
    PruneTest.age(workspace.database());
    String size = "select pg_total_relation_size('rollcall_changes')";
    long before = workspace.database().number(size);
    Ended pruned = workspace.run("runs", "prune", "--older", "12h", "--vacuum");
    assertThat(pruned.out()).contains("changes          20,000").contains("done; the database was");
    assertThat(workspace.database().number(size)).isLessThan(before / 10);
    assertThat(workspace.run("schema", "validate").exitCode()).isZero();
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

  /** Its rejects have numbers already. */
  @Test
  void aRunThatWasRefusedIsPlanned() {
    workspace.database().execute("insert into users (username) values ('dan')");
    workspace.write("few.csv", "username,level\nann,1\nbob,2\ncyd,3\ndan,4\n");
    String[] update = {"--mode", "update", "--chunk", "1", "--max-rejects", "1"};
    Ended refused = workspace.importFile("few.csv", update);
    assertThat(refused.exitCode()).as(refused.said()).isEqualTo(4);
    update[5] = "9";
    Ended planned = workspace.planFile("few.csv", update);
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(3);
    assertThat(planned.out()).contains("rejected");
  }

  @Test
  void aMirrorTakesANameWithNothingInItThatIsACharacterForAReject() {
    workspace.write("nul.csv", "username\na\0b\nbob\n");
    Ended ended = workspace.importFile("nul.csv", "--mode", "mirror");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary())).containsOnlyKeys("CELL_HAS_NUL");
    assertThat(workspace.database().users()).containsExactly("\"bob\", null, 1");
  }

  /** Also where the sequence, from which the new have theirs, is not that far. */
  @Test
  void whoComesBackHasTheIdOfBefore() {
    workspace.database().execute("insert into users (id, username) values (200000, 'zed')");
    Ended deleted = workspace.run("users", "delete", "zed", "--reason", "left");
    assertThat(deleted.exitCode()).as(deleted.said()).isZero();
    workspace.database().execute("insert into users (username) values ('ann')");
    Ended undone = workspace.run("runs", "undo", "1");
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(workspace.database().rows("select id, username from users order by id"))
        .containsExactly("1, \"ann\"", "200000, \"zed\"");
    String sequence = "select pg_sequence_last_value('users_id_seq'::regclass)";
    assertThat(workspace.database().number(sequence)).isEqualTo(1);
    workspace.write("more.csv", "username\ncyd\n");
    assertThat(workspace.planFile("more.csv").exitCode()).isZero();
    assertThat(workspace.database().number(sequence)).isEqualTo(1);
    assertThat(workspace.importFile("more.csv").exitCode()).isZero();
    assertThat(workspace.database().number("select id from users where username = 'cyd'"))
        .isEqualTo(200_001);
    assertThat(workspace.database().number(sequence)).isEqualTo(200_001);
  }

  /** Java has another order of these than the server. */
  @Test
  void usersAreFoundWhateverCharactersTheirNamesHave() {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < 1_000; i++) {
      text.append("\uFF41").append(i).append(",5\n");
      text.append("\uD83D\uDE00").append(i).append(",5\nplain").append(i).append(",5\n");
    }
    workspace.write("many.csv", text.toString());
    Ended first = workspace.importFile("many.csv");
    assertThat(first.exitCode()).as(first.said()).isZero();
    assertThat(first.numbers("counts")).containsEntry("created", 3_000L);
    Ended again = workspace.importFile("many.csv", "--again");
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(again.numbers("counts")).containsEntry("unchanged", 3_000L);
  }

  /** It would hold less than a row may say. */
  @Test
  void anExtraColumnOfNarrowNumbersIsRefused() {
    Workspace server = DatabaseKind.SERVER.empty(folder);
    server.database().execute("alter table users add column age integer");
    server.write("f.csv", "username,age\nann,5\n");
    server.write(
        "job.yaml",
        "{ import: { name: f, from: %s, extra: { age: age } } }".formatted(server.path("f.csv")));
    Ended ended = server.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("[COLUMN_UNUSABLE]", "integer, which is narrower than bigint");
  }
}
