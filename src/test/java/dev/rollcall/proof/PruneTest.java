package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pruning drops and keeps, and what is said of it. */
class PruneTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  /** Each run a day older than the next, the last one an hour old. */
  static void age(Database database) {
    long newest = database.number("select max(id) from rollcall_runs");
    for (long run = 1; run <= newest; run++) {
      Instant then =
          Instant.now()
              .truncatedTo(ChronoUnit.SECONDS)
              .minus(Duration.ofHours(1 + 24 * (newest - run)));
      database.execute(
          "update rollcall_runs set started_at = '"
              + then
              + "', finished_at = '"
              + then
              + "' where finished_at is not null and id = "
              + run);
    }
  }

  private void threeNights() {
    threeNights(workspace);
  }

  static void threeNights(Workspace workspace) {
    workspace.write("f.csv", "username,level\nann,1\nbob,x\n");
    workspace.write("g.csv", "username,level\nann,2\n");
    workspace.write("h.csv", "username,level\nann,3\ncyd,1\n");
    assertEnds(workspace.importFile("f.csv"), 3);
    assertEnds(workspace.importFile("g.csv"), 0);
    assertEnds(workspace.importFile("h.csv"), 0);
    age(workspace.database());
  }

  @ParameterizedTest
  @EnumSource
  void thePlanSaysWhatGoesAndWritesNothing(DatabaseKind kind) {
    workspace = kind.empty(folder);
    threeNights();
    List<String> before = workspace.database().content();
    Ended plan = workspace.run("runs", "prune", "--older", "1d", "--plan");
    assertEnds(plan, 0);
    assertThat(plan.out())
        .containsPattern("runs +2 +run 1 to 2")
        .containsPattern("changes +2\n")
        .containsPattern("rejects +1 +1 of them not fixed")
        .contains("could not be undone", "users show", "nothing was written");
    assertThat(workspace.database().content()).isEqualTo(before);
  }

  @Test
  void thePlanUpdatesNoOlderSchema() {
    threeNights();
    Database database = workspace.database();
    database.execute("drop view rollcall_parts");
    database.execute("drop index rollcall_runs_pruned");
    database.execute("alter table rollcall_runs drop column pruned_until");
    database.execute("alter table rollcall_runs drop column pruned_at");
    database.execute(
        "drop table rollcall_columns",
        "drop table rollcall_missing",
        "alter table rollcall_runs drop column retired",
        "alter table rollcall_changes drop column extra_before",
        "alter table rollcall_changes drop column extra_after",
        "alter table rollcall_rejects drop column extra",
        "delete from rollcall_schema_history where version in ('9', '10', '11', '12', '13', '14',"
            + " '15')");
    List<String> before = database.content();
    Ended plan = workspace.run("runs", "prune", "--older", "1d", "--plan");
    assertEnds(plan, 1);
    assertThat(plan.err())
        .isEqualTo(workspace.run("runs", "list").err())
        .contains("[SCHEMA_MISSING]", "rollcall schema migrate");
    assertThat(database.content()).isEqualTo(before);
    assertEnds(workspace.run("runs", "prune", "--older", "1d"), 0);
  }

  @ParameterizedTest
  @EnumSource
  void theRunsStayWithTheirCountsAndTheirRowsGo(DatabaseKind kind) {
    workspace = kind.empty(folder);
    threeNights();
    List<String> users = workspace.database().everything();
    List<String> runs = workspace.run("runs", "list").out().lines().toList();
    Ended pruned = workspace.run("runs", "prune", "--older", "1d");
    assertEnds(pruned, 0);
    assertThat(workspace.run("runs", "list").out().lines().toList()).isEqualTo(runs);
    Database database = workspace.database();
    assertThat(database.everything()).isEqualTo(users);
    for (String table : List.of("changes", "rejects", "pace")) {
      assertThat(database.rows("select distinct run_id from rollcall_" + table))
          .as(table)
          .isSubsetOf("3");
    }
    assertThat(database.number("select count(*) from rollcall_changes")).isEqualTo(2);
    assertThat(
            database.rows(
                "select parameter_value from rollcall_batch_job_execution_params p"
                    + " join rollcall_batch_job_execution using (job_execution_id)"
                    + " join rollcall_batch_job_instance using (job_instance_id)"))
        .containsExactly("\"3\"");
    // Of the run that is left; on a server parts of it may be written at the same time.
    assertThat(database.number("select count(*) from rollcall_batch_step_execution"))
        .isEqualTo(kind == DatabaseKind.SERVER ? 4 : 3);
    Ended twice = workspace.run("runs", "prune", "--older", "1d", "--json");
    assertThat(Json.object(twice.out())).containsEntry("runs", 0).containsEntry("changes", 0);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsGoneIsSaid(DatabaseKind kind) throws Exception {
    workspace = kind.empty(folder);
    threeNights();
    assertEnds(workspace.run("runs", "prune", "--older", "1d", "--quiet"), 0);
    Ended undo = workspace.run("runs", "undo", "2");
    assertEnds(undo, 4);
    assertThat(undo.err()).contains("run 2 can't be undone: its changes were pruned at 20");
    assertEnds(workspace.run("runs", "undo", "3"), 0);
    assertThat(workspace.run("runs", "show", "1").out())
        .contains("pruned at 20", "only its counts");
    Ended ann = workspace.run("users", "show", "ann");
    assertThat(ann.out()).contains("run 3").doesNotContain("run 2");
    assertThat(ann.err()).contains("may be missing: they were pruned");
    Map<String, Object> json = Json.object(workspace.run("users", "show", "ann", "--json").out());
    assertThat(String.valueOf(json.get("pruned_before"))).startsWith("20");
    Path page = workspace.path("run.html");
    assertEnds(workspace.run("runs", "show", "1", "--html", page.toString()), 0);
    assertThat(Files.readString(page))
        .contains("pruned at 20", "were pruned, so it can", "1</b> <span class=\"share\"")
        .doesNotContain("No row was rejected", "runs undo");
  }

  @ParameterizedTest
  @EnumSource
  void rejectsOfAPrunedRunAreNotAppliedUnlessAsRowsLikeOthers(DatabaseKind kind) {
    workspace = kind.empty(folder);
    threeNights();
    String file = workspace.namesEndingIn(".run-1.rejects.csv").get(0);
    workspace.write(file, workspace.read(file).replace("bob,x", "bob,+1"));
    assertEnds(workspace.run("runs", "prune", "--older", "1d"), 0);
    List<String> users = workspace.database().everything();
    for (Ended ended : List.of(workspace.run("retry", "1"), workspace.importFile(file))) {
      assertEnds(ended, 4);
      assertThat(ended.err()).contains("rejects of run 1 were pruned").contains("--again");
    }
    assertThat(workspace.database().everything()).isEqualTo(users);
    assertEnds(workspace.importFile(file, "--again"), 0);
    assertThat(workspace.database().users()).contains("\"bob\", null, 2");
  }

  /** The file is then their only copy. */
  @Test
  void rejectsOfAPrunedRunThatNobodyHasFixedAreNotReplaced() {
    workspace.write("f.csv", "username,level\nann,1\nbob,x\n");
    String file = workspace.path("rej.csv").toString();
    assertEnds(workspace.importFile("f.csv", "--rejects", file), 3);
    workspace.write("g.csv", "username,level\nann,2\n");
    assertEnds(workspace.importFile("g.csv"), 0);
    age(workspace.database());
    assertEnds(workspace.run("runs", "prune", "--older", "12h"), 0);
    String rejects = workspace.read("rej.csv");
    workspace.write("h.csv", "username,level\ncyd,y\ndan,1\n");
    Ended next = workspace.importFile("h.csv", "--rejects", file);
    assertEnds(next, 3);
    assertThat(next.said()).contains("rejects of run 1, which was pruned");
    assertThat(workspace.read("rej.csv")).isEqualTo(rejects);
    assertThat(workspace.read("rej.run-3.csv")).contains("cyd,y");
  }

  @ParameterizedTest
  @EnumSource
  void runsThatGoOnStayAndSoDoThoseThatBelongToARunThatStays(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.write("f.csv", "username,level,action\nann,+1,\nann,1,create\n");
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "0", "--chunk", "1"), 4);
    workspace.write("g.csv", "username,level\nbob,1\nbid,x\n");
    assertEnds(workspace.importFile("g.csv"), 3);
    workspace.write("h.csv", "username,level\nann,7\n");
    assertEnds(workspace.importFile("h.csv"), 0);
    String file = workspace.namesEndingIn(".run-2.rejects.csv").get(0);
    workspace.write(file, workspace.read(file).replace("bid,x", "bid,1"));
    assertEnds(workspace.run("retry", "2"), 0);
    workspace.write("i.csv", "username,level\nann,8\n");
    assertEnds(workspace.importFile("i.csv"), 0);
    age(workspace.database());
    Ended ended = workspace.run("runs", "prune", "--older", "36h");
    assertEnds(ended, 0);
    assertThat(ended.out())
        .contains("1 run that can be continued (run 1)", "1 run that a newer one")
        .containsPattern("runs +1 +run 3 to 3");
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "1"), 3);
    assertThat(workspace.database().users()).contains("\"ann\", null, 8");
  }

  /** The newest change says where the next ones are counted from: it stays, with its run. */
  @ParameterizedTest
  @EnumSource
  void theLastRunThatChangedUsersStays(DatabaseKind kind) {
    workspace = kind.empty(folder);
    threeNights();
    workspace.write("i.csv", "username,level\nann,3\n");
    assertEnds(workspace.importFile("i.csv"), 0);
    assertEnds(workspace.run("runs", "prune", "--older", "0s"), 0);
    workspace.database().execute("update rollcall_runs set finished_at = '2020-01-01T00:00:00Z'");
    assertEnds(workspace.run("runs", "prune", "--older", "1d"), 0);
    assertThat(workspace.database().rows("select id from rollcall_runs where pruned_at is null"))
        .containsExactly("3");
    assertEnds(workspace.importFile("i.csv"), 0);
    assertEnds(workspace.run("runs", "undo", "3"), 0);
  }

  /** What is kept was written by the run and its retry alone. */
  @ParameterizedTest
  @EnumSource
  void thatOthersHaveWrittenSinceIsNotForgotten(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.write("f.csv", "username,level\nann,1\nbob,x\n");
    assertEnds(workspace.importFile("f.csv"), 3);
    assertEnds(workspace.run("users", "set-level", "ann", "5"), 0);
    String file = workspace.namesEndingIn(".run-1.rejects.csv").get(0);
    workspace.write(file, workspace.read(file).replace("bob,x", "bob,1"));
    assertEnds(workspace.run("retry", "1"), 0);
    age(workspace.database());
    assertEnds(workspace.run("runs", "prune", "--older", "12h"), 0);
    assertThat(workspace.database().rows("select distinct run_id from rollcall_changes"))
        .containsExactlyInAnyOrder("1", "3");
    assertThat(workspace.importFile("f.csv").status()).isEqualTo("COMPLETED_WITH_REJECTS");
    assertThat(workspace.database().users()).contains("\"ann\", null, 1");
  }

  @ParameterizedTest
  @EnumSource
  void onlyOneJobAndOnlyWhatWasAskedFor(DatabaseKind kind) {
    workspace = kind.empty(folder);
    threeNights();
    workspace.write("j.csv", "username,level\nann,9\n");
    assertEnds(workspace.importFile("j.csv", "--job", "other"), 0);
    workspace.write("j.csv", "username,level\nann,10\n");
    assertEnds(workspace.importFile("j.csv"), 0);
    age(workspace.database());
    assertEnds(workspace.run("runs", "prune", "--older", "1d", "--job", "other"), 0);
    assertThat(
            workspace.database().rows("select id from rollcall_runs where pruned_at is not null"))
        .containsExactly("4");
    for (String wrong : List.of("400", "", "1y", "d")) {
      assertThat(workspace.run("runs", "prune", "--older", wrong).exitCode()).isEqualTo(2);
    }
    assertEnds(workspace.run("runs", "prune"), 2);
  }

  static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }
}
