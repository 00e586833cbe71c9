package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells mean by their job, on the whole way from a file to the users and back. */
class CellMeaningsTest {

  private static final String JOB =
      """
      import:
        name: legacy
        from: %s
        mode: %s
        empty: ["NULL", "-"]
        columns:
          username: { from: login, replace: { "@.*$": "", "^u": "U", "^Uu": "V" }, case: lower }
          email: { from: mail, case: lower, default: nobody@example.com }
          level: { from: Tier, values: %s, default: 5 }
      """;

  private static final String VALUES = "{ gold: 30, Silver: 20, up: +1, \"*\": reject }";

  private static final String ROWS =
      """
      login,mail,Tier
      ANN@example.org,Ann@Example.com, GOLD\s
      uuBob,NULL,-
      cem,-,silver
      dan,\\N,iron
      Cem@example.net,,up
      eve,-,UP
      """;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  private void deliver(String mode, String rows, String values) {
    workspace.write("legacy.csv", rows);
    workspace.write("job.yaml", JOB.formatted(workspace.path("legacy.csv"), mode, values));
  }

  @Test
  void aLegacyExportIsReadAsItsJobSaysAndItsRejectsComeBackAsTheyWere() {
    deliver("upsert", ROWS, VALUES);
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary())).containsOnly(java.util.Map.entry("VALUE_UNKNOWN", 1L));
    assertThat(workspace.database().users())
        .containsExactly(
            "\"ann\", \"ann@example.com\", 30",
            "\"cem\", \"nobody@example.com\", 21",
            "\"eve\", \"nobody@example.com\", 6",
            "\"vbob\", \"nobody@example.com\", 5");
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    assertThat(workspace.read(rejects)).contains("\ndan,\\N,iron,").contains("\"\"iron\"\"");
    assertThat(workspace.runJob("job.yaml").status()).isEqualTo("ALREADY_DONE");

    // Whatever the job says now: they are read as the run read its input.
    deliver("upsert", ROWS, "{ gold: 1 }");
    workspace.write(
        rejects, workspace.read(rejects).replace("dan,\\N,iron", "Dan@example.org,\\N,Gold"));
    Ended fixed = workspace.run("retry", "1");
    assertThat(fixed.exitCode()).as(fixed.said()).isZero();
    assertThat(workspace.database().users()).contains("\"dan\", null, 30");
  }

  @Test
  void whatIsRejectedLaterKeepsItsCellsToo() {
    deliver("insert", "login,mail,Tier\nANN,,gold\nAnn,X@example.org,silver\n", VALUES);
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    assertThat(workspace.read(rejects)).contains("\nAnn,X@example.org,silver,");
  }

  @Test
  void blanksArePatternsAndReplacementsLikeOthers() {
    workspace.write("names.csv", "username,reason\nAnn Lee,a_b\n");
    workspace.write(
        "names.yaml",
        """
        import:
          from: %s
          columns: { username: { replace: { " ": "." } }, reason: { replace: { "_": " " } } }
        """
            .formatted(workspace.path("names.csv")));
    assertThat(workspace.runJob("names.yaml").exitCode()).isZero();
    assertThat(workspace.database().users()).containsExactly("\"Ann.Lee\", null, 1");
    assertThat(workspace.database().rows("select reason from rollcall_changes"))
        .containsExactly("\"a b\"");
  }

  @Test
  void cellsThatCountAsEmptySayNothingOfOthers() {
    workspace.write("names.csv", "username,reason\nann, as it is \nbob, NULL \n");
    workspace.write(
        "names.yaml",
        "import: { from: %s, empty: [\"NULL\"] }".formatted(workspace.path("names.csv")));
    assertThat(workspace.runJob("names.yaml").exitCode()).isZero();
    assertThat(workspace.database().rows("select reason from rollcall_changes order by line"))
        .containsExactly("\" as it is \"", "null");
  }

  /** A plan is looked at in a log. */
  @Test
  void whatAJobSaysOfAddressesIsInNoMessage() {
    String values = "{ \"old@example.org\": \"%s@example.org\" }";
    String job = JOB.replace("case: lower, default: nobody@example.com", "values: %s");
    workspace.write("legacy.csv", "login,mail,Tier\nann,old@example.org,3\n");
    for (String meant : List.of("one", "two")) {
      workspace.write(
          "job.yaml",
          job.formatted(
              workspace.path("legacy.csv"), "upsert", values.formatted(meant), "{ a: 1 }"));
      if (meant.equals("one")) {
        Ended planned =
            workspace.run(
                "plan",
                workspace.path("job.yaml").toString(),
                "--save",
                workspace.path("plan.json").toString());
        assertThat(planned.exitCode()).as(planned.said()).isZero();
      }
    }
    Ended ended =
        workspace.run(
            "run",
            workspace.path("job.yaml").toString(),
            "--planned",
            workspace.path("plan.json").toString());
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err())
        .contains("planned with values.email, now with values.email")
        .doesNotContain("@");
  }

  @Test
  void defaultsAreOfNewUsersAlone() {
    deliver("upsert", "login,mail,Tier\nann,a@example.com,gold\n", VALUES);
    assertThat(workspace.runJob("job.yaml").exitCode()).isZero();
    deliver("upsert", "login,mail,Tier\nann,,\nbob,\\N,\n", VALUES);
    assertThat(workspace.runJob("job.yaml").exitCode()).isZero();
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", \"a@example.com\", 30", "\"bob\", null, 5");
  }

  @Test
  void aRunThatWasRefusedHalfwayGoesOnWithTheSameMeaning() {
    deliver("upsert", "login,mail,Tier\nCEM,,up\nann@x,NULL,silver\nBob,,gold\n", VALUES);
    String job = workspace.read("job.yaml") + "chunk: 1\nlevels: { max: 25 }\n";
    workspace.write("job.yaml", job);
    Ended refused = workspace.runJob("job.yaml", "--max-rejects", "0");
    assertThat(refused.status()).as(refused.said()).isEqualTo("REFUSED");
    assertThat(workspace.database().users()).containsExactly("\"ann\", \"nobody@example.com\", 20");
    Ended ended = workspace.runJob("job.yaml", "--max-rejects", "1");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(ended.summary()).containsEntry("run", refused.summary().get("run"));
    assertThat(workspace.database().users())
        .containsExactly(
            "\"ann\", \"nobody@example.com\", 20", "\"cem\", \"nobody@example.com\", 6");
    assertThat(workspace.read(workspace.namesEndingIn(".rejects.csv").get(0)))
        .contains("\nBob,,gold,");
  }

  @Test
  void aMirrorKeepsWhomARejectedRowNames() {
    deliver("upsert", "login,mail,Tier\nann,,gold\nbob,,gold\n", VALUES);
    assertThat(workspace.runJob("job.yaml").exitCode()).isZero();
    deliver("mirror", "login,mail,Tier\nANN@example.com,,copper\nBob,,Gold,more\n", VALUES);
    Ended ended = workspace.runJob("job.yaml", "--max-rejects", "100%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(ended.numbers("counts")).containsEntry("removed", 0L);
    assertThat(workspace.database().users()).hasSize(2);
  }

  @Test
  void aFileOfValuesIsPartOfTheMeaningByItsContent() {
    workspace.write("tiers.csv", "gold;30\nSilver;20\nup;+1\n*;reject\n");
    deliver("upsert", ROWS, workspace.path("tiers.csv").toString());
    assertThat(workspace.runJob("job.yaml").exitCode()).isEqualTo(3);
    deliver("upsert", ROWS, VALUES);
    assertThat(workspace.runJob("job.yaml").status()).isEqualTo("ALREADY_DONE");
    workspace.write("other.csv", "silver,20\n*,reject\nGOLD,30\nup,+1\n");
    deliver("upsert", ROWS, workspace.path("other.csv").toString());
    assertThat(workspace.runJob("job.yaml").status()).isEqualTo("ALREADY_DONE");
    workspace.write("other.csv", "silver,20\n*,reject\nGOLD,31\nup,+1\n");
    Ended changed = workspace.runJob("job.yaml");
    // Relative levels under another definition.
    assertThat(changed.status()).isEqualTo("REFUSED");
  }

  @Test
  void planAndCheckShowWhatTheFirstCellsMean() {
    deliver("upsert", ROWS, VALUES);
    List<String> shown =
        List.of(
            "line 2: username \"ANN@example.org\" -> \"ann\"",
            "line 2: level \" GOLD \" -> \"30\"",
            "line 3: email \"NULL\" -> \"\"",
            "line 5: level \"iron\" -> rejected");
    Ended planned = workspace.run("plan", workspace.path("job.yaml").toString());
    assertThat(planned.said()).contains(shown).doesNotContain("line 7: level");
    assertThat(workspace.namesEndingIn(".db")).isEmpty();
    Ended checked =
        RollcallProgram.run(
            workspace.path("none.json"),
            new byte[0],
            List.of("check", workspace.path("job.yaml").toString()));
    assertThat(checked.exitCode()).isZero();
    assertThat(checked.said()).contains(shown);
  }
}
