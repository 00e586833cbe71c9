package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is handed out to workers is one run all the same. */
class WorkersTest {

  @TempDir static Path folder;
  private static Crewed crewed;

  @BeforeAll
  static void prepare() throws IOException {
    crewed = new Crewed(WorkersTest.class, folder);
  }

  @AfterAll
  static void end() {
    crewed = null;
  }

  @Test
  void aRunThatIsHandedOutIsThatOfOneProcess() throws IOException {
    Workspace workspace = crewed.slow("handed-out", 0.1);
    try (ChildProgram one = crewed.worker(workspace);
        ChildProgram two = crewed.worker(workspace, "--threads", "2");
        ChildProgram manager = crewed.manager(workspace)) {
      crewed.finish(workspace, manager);
      long rows = rows(Crewed.end(one)) + rows(Crewed.end(two));
      assertThat(rows).isEqualTo(Crewed.ROWS);
    }
    Database database = workspace.database();
    assertThat(database.number("select count(*) from rollcall_parts where hands = 1"))
        .isEqualTo(Crewed.PARTS);
    assertThat(database.number("select count(distinct worker) from rollcall_parts")).isEqualTo(2);
    Ended shown = workspace.run("runs", "show", "1");
    assertThat(shown.out())
        .containsPattern("note: worker .* pid [0-9]+: parts? [0-9, ]+ rows done");
    assertThat(shown.out()).doesNotContain("changed hands");
    // Spring Batch has heard of it, too.
    assertThat(
            database.rows(
                "select status, count(*) from rollcall_batch_step_execution"
                    + " where step_name like 'part:%' group by status"))
        .containsExactly("\"COMPLETED\", " + Crewed.PARTS);
  }

  private static long rows(Ended worker) {
    return Long.parseLong(
        worker
            .out()
            .replaceAll("(?s)worker: [0-9]+ parts?, ([0-9,]+) rows? done in .*", "$1")
            .replace(",", ""));
  }

  @Test
  void ifNobodyComesOneProcessDoesItAlone() throws IOException {
    Workspace workspace = crewed.fresh("nobody");
    Ended ended = crewed.managed(workspace, "--workers-wait", "1s");
    assertThat(ended.said()).contains("no worker took a part within 1 s");
    crewed.finish(workspace, ended);
  }

  @Test
  void messagesThatGetLostAreSentAgain() throws IOException {
    Workspace workspace = crewed.fresh("lost");
    Database database = workspace.database();
    CompletableFuture<Ended> managed =
        CompletableFuture.supplyAsync(() -> crewed.managed(workspace));
    Crewed.untilSent(database);
    // A text, and no object that somebody else could have made.
    assertThat(database.rows("select message_content from rollcall_channel_message"))
        .allMatch(text -> text.matches("\"run 1 part \\d+ epoch \\d+ step \\d+\""));
    database.execute(
        "delete from rollcall_channel_message where message_sequence >"
            + " (select min(message_sequence) from rollcall_channel_message)",
        "update rollcall_channel_message set message_content = 'rO0ABXNyAA'");
    try (Crewed.Here worker = new Crewed.Here(workspace)) {
      Ended ended = managed.join();
      assertThat(ended.said()).contains("written by 1 worker in " + Crewed.PARTS + " parts");
      crewed.finish(workspace, ended);
      assertThat(worker.said()).isEmpty();
    }
  }

  @Test
  void theRejectLimitCountsTheRejectsOfAllWorkers() throws IOException {
    Workspace workspace = crewed.fresh("limit");
    workspace
        .database()
        .execute(
            "insert into users (username) select 'u' || i from"
                + " generate_series(10000, 21999) i where i % 40 <> 0");
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 10_000; i < 22_000; i++) {
      rows.append('u').append(i).append(",5\n");
    }
    Path file = workspace.write("limited.csv", rows.toString());
    List<String> command =
        List.of(
            "import",
            file.toString(),
            "--mode",
            "update",
            "--chunk",
            "500",
            "--workers",
            "--no-progress",
            "--max-rejects");
    try (Crewed.Here one = new Crewed.Here(workspace);
        Crewed.Here two = new Crewed.Here(workspace)) {
      for (int limit : List.of(150, 299, 300)) {
        List<String> words = new ArrayList<>(command);
        words.add(Integer.toString(limit));
        Ended ended = Crewed.here(workspace, words);
        assertThat(ended.exitCode()).as(limit + ended.said()).isEqualTo(limit < 300 ? 4 : 3);
        long kept = workspace.database().number("select count(*) from rollcall_rejects");
        long committed = workspace.database().number("select sum(rejected) from rollcall_parts");
        assertThat(committed).isLessThanOrEqualTo(limit);
        assertThat(kept).isGreaterThan(limit == 300 ? 299 : limit);
      }
      assertThat(List.of(one.said(), two.said()).toString()).contains("more than the limit");
    }
  }

  @Test
  void aPartThatFailsEachTimeEndsTheRun() throws IOException {
    Workspace workspace = crewed.fresh("poison");
    workspace
        .database()
        .execute(
            "create function poison() returns trigger language plpgsql"
                + " as 'begin raise exception ''it is poison''; return null; end'",
            "create trigger poison after insert on rollcall_changes for each row"
                // A row with +1, which changes its user whatever the seed.
                + " when (new.line = 20000) execute function poison()");
    try (Crewed.Here worker = new Crewed.Here(workspace)) {
      Ended ended = crewed.managed(workspace);
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      // The manager has tried it, too.
      assertThat(ended.err()).contains("it is poison", "[DATABASE_ERROR]");
      assertThat(worker.said()).hasSize(3);
      workspace.database().execute("drop trigger poison on rollcall_changes");
      crewed.finish(workspace, crewed.managed(workspace));
    }
  }

  @Test
  void aWorkerOfAnotherVersionRefuses() throws IOException {
    Workspace workspace = crewed.fresh("version");
    Database database = workspace.database();
    CompletableFuture<Ended> managed =
        CompletableFuture.supplyAsync(() -> crewed.managed(workspace));
    Crewed.untilSent(database);
    String version = database.rows("select version from rollcall_handed").get(0);
    database.execute("update rollcall_handed set version = '0.0.1'");
    Ended worker =
        RollcallProgram.run(
            workspace.path("none.json"),
            new byte[0],
            List.of("worker", "--db", database.address()));
    assertThat(worker.exitCode()).as(worker.said()).isEqualTo(1);
    assertThat(worker.err()).contains("[WORKER_DIFFERS]", "0.0.1");
    // There is one run at a time.
    Ended second =
        RollcallProgram.run(
            workspace.path("none.json"),
            new byte[0],
            List.of("users", "add", "somebody", "--db", database.address()));
    assertThat(second.exitCode()).as(second.said()).isEqualTo(5);
    database.execute("update rollcall_handed set version = " + version.replace('"', '\''));
    try (Crewed.Here same = new Crewed.Here(workspace)) {
      crewed.finish(workspace, managed.join());
      assertThat(same.said()).isEmpty();
    }
  }

  /** The columns are those of the job, in its order, on both sides. */
  @Test
  void extraAndSecretColumnsTravelWithTheRows() throws IOException {
    Workspace workspace = DatabaseKind.SERVER.empty(Files.createDirectory(folder.resolve("extra")));
    for (List<String> column :
        List.of(List.of("alpha", "text"), List.of("pin", "text"), List.of("zeta", "integer"))) {
      Ended added = workspace.run("schema", "add-column", column.get(0), column.get(1));
      assertThat(added.exitCode()).as(added.said()).isZero();
    }
    StringBuilder rows = new StringBuilder("username,level,Z,P,A\n");
    for (int i = 10_000; i < 14_000; i++) {
      rows.append("u%1$d,5,%1$d,secret%1$d,a%1$d\n".formatted(i));
    }
    Path file = workspace.write("extra.csv", rows.toString());
    Path job =
        workspace.write(
            "extra.yaml",
            "import: { from: %s, extra: { zeta: Z, pin: P, alpha: A }, secret: [pin] }\n"
                    .formatted(file)
                + "chunk: 500\nworkers: true\n");
    try (Crewed.Here worker = new Crewed.Here(workspace)) {
      Ended ended = Crewed.here(workspace, List.of("run", job.toString()));
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.said()).doesNotContain("no worker");
      assertThat(worker.said()).isEmpty();
    }
    assertThat(
            workspace
                .database()
                .number(
                    "select count(*) from users where username = 'u' || zeta"
                        + " and pin = 'secret' || zeta and alpha = 'a' || zeta"))
        .isEqualTo(4_000);
  }

  @Test
  void whatOneProcessHasToDoItSaysThatItDoes() throws IOException {
    Workspace workspace = DatabaseKind.SERVER.empty(Files.createDirectory(folder.resolve("alone")));
    workspace.write("f.csv", "username,level\nu1,5\n");
    for (List<String> flags :
        List.of(
            List.of("--rollback", "run"),
            List.of("--mode", "mirror", "--allow", "delete=100%"),
            List.<String>of())) {
      List<String> all = new ArrayList<>(flags);
      all.addAll(List.of("--workers", "--again"));
      Ended ended = workspace.importFile("f.csv", all.toArray(String[]::new));
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("note: no workers: ");
    }
    Ended worker = new Workspace(folder).run("worker");
    assertThat(worker.exitCode()).isEqualTo(2);
    assertThat(worker.err()).contains("[NOT_SUPPORTED]");
  }

  @Test
  void aRunWithoutWorkersLoadsNothingOfThem() throws IOException {
    Workspace workspace = crewed.fresh("loaded");
    workspace.write("f.csv", "username,level\nu1,5\n");
    Path loaded = workspace.path("loaded");
    List<String> command = new ArrayList<>(ChildProgram.program());
    command.add(1, "-Xlog:class+load:file=" + loaded);
    command.addAll(
        List.of(
            "import", workspace.path("f.csv").toString(), "--db", workspace.database().address()));
    try (ChildProgram program = ChildProgram.startCommand(workspace.path(""), 1, command)) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains(" dev.rollcall.importing.Importer "))
        .noneMatch(line -> line.contains(" dev.rollcall.workers."))
        .noneMatch(line -> line.contains(" org.springframework.integration."))
        .noneMatch(line -> line.contains(" org.springframework.batch.integration."));
  }
}
