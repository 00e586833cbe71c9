package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who ran a run, with what, and from which job file: in ledger, table, JSON and page. */
class ProvenanceTest {

  @TempDir Path folder;

  @Test
  void aRunTellsWhoRanItAndFromWhichJobFile() throws Exception {
    Workspace workspace = new Workspace(folder);
    Path users = workspace.write("users.csv", "username\nann\n");
    Path job = workspace.write("nightly.yaml", "import: { from: '" + users + "' }\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    assertThat(workspace.run("run", job.toString()).exitCode()).isZero();
    String user = System.getProperty("user.name");
    for (int run : new int[] {1, 2}) {
      assertThat(workspace.database().rows("select ran_by from rollcall_runs where id = " + run))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains(user + "@")
          .doesNotContain(".");
      assertThat(Json.object(workspace.run("runs", "show", "" + run, "--json").out()))
          .containsEntry("job_file", run == 2 ? job.toString() : null)
          .hasEntrySatisfying(
              "ran_by", by -> assertThat(String.valueOf(by)).startsWith(user + "@"));
    }
    assertThat(workspace.run("runs", "show", "1").out()).doesNotContain("job file");
    assertThat(workspace.run("runs", "show", "2").out())
        .contains("run by " + user + "@")
        .contains("from the job file " + job);
    assertThat(page(workspace)).contains("Run by", user + "@", "Job file", job.toString());
  }

  @Test
  void aRunOfAnOlderVersionSaysNothingOfIt() throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.write("users.csv", "username\nann\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    workspace.database().execute("update rollcall_runs set ran_by = null");
    assertThat(workspace.run("runs", "show", "1").out()).doesNotContain("run by", "null");
    assertThat(Json.object(workspace.run("runs", "show", "1", "--json").out()))
        .containsEntry("ran_by", null)
        .containsEntry("ran_with", null);
    assertThat(page(workspace)).doesNotContain("Run by", "null");
  }

  private String page(Workspace workspace) throws Exception {
    Path page = folder.resolve("run.html");
    assertThat(workspace.run("runs", "show", "last", "--html", page.toString()).exitCode())
        .isZero();
    // Where a long path may wrap is not what this is about.
    return Files.readString(page).replace("<wbr>", "");
  }
}
