package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is copied to PostgreSQL goes on there. */
class SchemaCopyTest {

  private static final int CASES = 3;
  private static final int STEPS = 8;

  private static final List<String> CONTENTS =
      List.of(
          "username,email,level\nann,ann@example.com,1\nbob,,x\ncyd,,3\n",
          "username,level,action\nann,+1,\nbob,2,\nzoe,,delete\n",
          "username,level,reason\nann,5,\"a\nb\\\t\"\neve,1,=1\ncyd,\u0000,\n",
          "username,email,action\nann,\\N,\ndan,dan@example.org,\ncyd,,delete\n",
          "username,level\nbob,+2\nfay,7\nf\u0000y,1\n");

  @TempDir Path folder;
  private int made;

  private Workspace file() throws IOException {
    return new Workspace(Files.createDirectory(folder.resolve("case" + ++made)));
  }

  private static Workspace bare(Workspace file) {
    return new Workspace(file.path(""), PostgreSqlServer.get().bare());
  }

  private static Ended copy(Workspace from, Workspace to) {
    return from.run("schema", "copy", "--to", to.database().address());
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }

  @Test
  void whatIsDoneIsDoneThereAndCanBeUndone() throws IOException {
    Workspace file = file();
    file.write("f.csv", CONTENTS.get(0));
    assertEnds(file.importFile("f.csv"), 3);
    file.write("g.csv", CONTENTS.get(2));
    assertEnds(file.importFile("g.csv"), 3);
    assertEnds(file.run("users", "delete", "eve"), 0);
    Workspace server = bare(file);
    Ended copied = copy(file, server);
    assertEnds(copied, 0);
    assertThat(copied.out()).contains("copied to", "2 users, 3 runs, 5 changes, 2 rejects");
    assertThat(server.database().everything()).isEqualTo(file.database().everything());
    for (String report : List.of("users", "changes", "runs")) {
      assertThat(server.report(report)).as(report).isEqualTo(file.report(report));
    }
    assertThat(server.run("users", "show", "ann").out())
        .isEqualTo(file.run("users", "show", "ann").out())
        .contains("run 1", "run 2");
    assertEnds(server.run("schema", "validate"), 0);

    assertThat(server.importFile("g.csv").status()).isEqualTo("COMPLETED_WITH_REJECTS");
    assertThat(server.importFile("g.csv").status()).isEqualTo("ALREADY_DONE");
    String rejects = "users.db.run-1.rejects.csv";
    file.write(rejects, file.read(rejects).replace(",x,", ",4,"));
    assertEnds(server.run("retry", "1"), 0);
    assertThat(server.database().users()).contains("\"bob\", null, 4");
    assertEnds(server.run("runs", "undo", "5"), 0);
    assertEnds(server.run("runs", "undo", "4"), 0);
    assertEnds(server.run("runs", "undo", "3"), 0);
    assertEnds(server.run("runs", "undo", "2"), 0);
    assertEnds(server.run("runs", "undo", "1"), 0);
    assertThat(server.database().users()).isEmpty();
    assertEnds(server.run("users", "add", "gus"), 0);
    // Nobody gets the id of one who is gone.
    assertThat(server.database().number("select id from users")).isGreaterThan(3);
  }

  @Test
  void theOldOneTakesNoMoreImportsAndSaysWhereItWent() throws IOException {
    Workspace file = file();
    file.write("f.csv", CONTENTS.get(0));
    assertEnds(file.importFile("f.csv"), 3);
    Workspace server = bare(file);
    assertEnds(copy(file, server), 0);
    String where = server.database().address();
    for (Ended refused :
        List.of(
            file.importFile("f.csv"),
            file.planFile("f.csv"),
            file.run("retry", "1"),
            file.run("runs", "undo", "1"),
            file.run("users", "add", "gus"))) {
      assertEnds(refused, 4);
      assertThat(refused.err()).contains("[DATABASE_MOVED]", "it was copied to " + where);
    }
    assertThat(file.run("schema", "status").out()).contains("in the way: it was copied to");
    assertThat(file.run("users", "list").out()).contains("ann");
    assertThat(copy(file, server).out()).contains("was copied before");
    // As if it had been killed before it knew.
    file.database().execute("update rollcall_moved set done = 0");
    assertThat(file.importFile("f.csv").err()).contains("a copy to " + where + " was begun");
    assertThat(copy(file, server).out()).contains("was copied before");
    assertThat(file.importFile("f.csv").err()).contains("it was copied to " + where);

    file.write("g.csv", CONTENTS.get(1));
    assertThat(server.importFile("g.csv").exitCode()).isIn(0, 3);
    Ended again = copy(file, server);
    assertEnds(again, 4);
    assertThat(again.err()).contains("[DATABASE_NOT_EMPTY]");
  }

  @Test
  void whatCanNotBeCopiedIsRefusedAndNothingIsMarked() throws IOException {
    Workspace file = file();
    file.write("f.csv", CONTENTS.get(0));
    assertEnds(file.importFile("f.csv"), 3);
    Workspace full = DatabaseKind.SERVER.empty(file.path(""));
    assertEnds(full.run("users", "add", "gus"), 0);
    Ended refused = copy(file, full);
    assertEnds(refused, 4);
    assertThat(refused.err()).contains("[DATABASE_NOT_EMPTY]");
    assertThat(full.database().users()).hasSize(1);
    assertEnds(file.run("schema", "copy", "--to", "other.db"), 2);
    assertEnds(full.run("schema", "copy", "--to", full.database().address()), 2);
    assertEnds(copy(new Workspace(folder.resolve("nowhere")), full), 1);
    file.database().execute("alter table users add column team text");
    Ended columns = copy(file, bare(file));
    assertEnds(columns, 1);
    assertThat(columns.err()).contains("columns of another program", "team");
    file.database().execute("update rollcall_runs set kind = 'OTHER'");
    assertThat(copy(file, bare(file)).err()).contains("[LEDGER_DAMAGED]");
    file.database().execute("update rollcall_runs set kind = 'IMPORT'");
    assertEnds(file.importFile("f.csv"), 0);
  }

  @Test
  void extraColumnsGoAlong() throws IOException {
    Workspace file = file();
    assertEnds(file.run("schema", "add-column", "team", "text"), 0);
    assertEnds(file.run("schema", "add-column", "badge", "integer"), 0);
    file.write("f.csv", "username,level,team,badge\nann,1,red,7\nbob,x,blue,8\n");
    String job =
        "import:\n  name: f\n  from: " + file.path("f.csv") + "\n  extra: { team: team }\n";
    file.write("job.yaml", job);
    assertEnds(file.runJob("job.yaml"), 3);
    file.database().execute("update users set badge = 7");
    Workspace server = bare(file);
    assertEnds(copy(file, server), 0);
    for (Workspace each : List.of(file, server)) {
      assertThat(each.database().rows("select username, team, badge from users"))
          .containsExactly("\"ann\", \"red\", 7");
    }
    for (String report : List.of("users", "changes", "rejects")) {
      assertThat(server.report(report)).isEqualTo(file.report(report)).contains("team");
    }
    // Another program has given her the badge.
    assertEnds(server.run("runs", "undo", "1"), 3);
    assertEnds(server.run("runs", "undo", "2"), 0);
    assertEnds(server.run("runs", "undo", "1", "--force"), 0);
    assertThat(server.database().users()).isEmpty();
  }

  /** Nothing is there, nothing is marked, and the same command does it. */
  @Test
  void oneThatIsKilledHasDoneNothing() throws Exception {
    Workspace file = file();
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 0; i < 150_000; i++) {
      rows.append("user").append(i).append(",1\n");
    }
    file.write("f.csv", rows.toString());
    assertEnds(file.importFile("f.csv"), 0);
    Workspace server = bare(file);
    ChildProgram child =
        file.start(
            "schema",
            "copy",
            "--db",
            file.database().address(),
            "--to",
            server.database().address());
    Waiting.until(
        child,
        () ->
            server
                    .database()
                    .glimpse("select count(*) from pg_stat_activity where query like 'copy %'")
                > 0);
    child.kill();
    assertThat(file.database().hasTable("rollcall_moved")).isFalse();
    // The server notices a while after the program is gone.
    while (server
            .database()
            .glimpse(
                "select count(*) from pg_stat_activity where application_name like"
                    + " 'rollcall a copy%'")
        > 0) {
      Waiting.pause(20);
    }
    assertThat(server.database().content()).isEmpty();
    file.write("g.csv", "username,level\nann,2\n");
    assertEnds(file.importFile("g.csv"), 0);
    assertEnds(copy(file, server), 0);
    assertThat(server.database().number("select count(*) from users")).isEqualTo(150_001);
  }

  /** Whatever was done before, whatever comes next ends alike in the old one and in the copy. */
  @Test
  void whatComesNextEndsAsItWouldHave() {
    Seeds.each(
        CASES,
        random -> {
          Workspace file = file();
          file.write("f.csv", CONTENTS.get(0));
          assertEnds(file.importFile("f.csv"), 3);
          List<List<String>> past = new ArrayList<>();
          for (int i = random.nextInt(STEPS); i > 0; i--) {
            List<String> step = step(random);
            past.add(step);
            take(file, step);
          }
          Workspace server = bare(file);
          assertEnds(copy(file, server), 0);
          file.database().execute("drop table rollcall_moved");
          for (int i = 0; i < STEPS; i++) {
            List<String> step = step(random);
            past.add(step);
            Ended there = take(server, step);
            Ended here = take(file, step);
            assertThat(there.exitCode())
                .as("%s: %s", past, there.said())
                .isEqualTo(here.exitCode());
            assertThat(server.database().everything())
                .as("%s", past)
                .isEqualTo(file.database().everything());
            for (String report : List.of("changes", "rejects", "runs")) {
              assertThat(withoutTimes(server.report(report, "--format", "jsonl")))
                  .as("%s of %s", report, past)
                  .isEqualTo(withoutTimes(file.report(report, "--format", "jsonl")));
            }
          }
        });
  }

  private static String withoutTimes(String report) {
    return report
        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[\\d:]*Z", "WHEN")
        .replaceAll("\"seconds\":[\\d.]+", "SECONDS")
        .replace("\\u0000", "␀")
        // An undo takes users in another order on a server.
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static List<String> step(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> List.of("runs", "undo", random.nextBoolean() ? "last" : "1");
      case 1 -> List.of("users", "set-level", "ann", "+1");
      default -> List.of("import", CONTENTS.get(random.nextInt(CONTENTS.size())));
    };
  }

  private static Ended take(Workspace workspace, List<String> step) {
    if (!step.get(0).equals("import")) {
      return workspace.run(step.toArray(String[]::new));
    }
    workspace.write("step.csv", step.get(1));
    return workspace.importFile("step.csv", "--max-rejects", "100%");
  }
}
