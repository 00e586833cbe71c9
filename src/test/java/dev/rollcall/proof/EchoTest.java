package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed with --echo. */
class EchoTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void deliver() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,email,level\nada,ada@example.com,7\n");
  }

  @Test
  void anImportPrintsEveryStatementWithItsValuesFromTheSchemaToTheCommit() {
    String echoed = workspace.importFile("users.csv", "--echo").err();
    assertThat(echoed)
        .containsPattern("(?i)create table users ")
        .containsPattern(
            "(?s)\nbegin\n.*\ninsert into users .*  \\[.*ada, 7, ada@example.com.*\ncommit\n");
  }

  @Test
  void withoutItNothingIsPrinted() {
    assertThat(workspace.importFile("users.csv").err()).isEmpty();
  }

  @Test
  void soDoTheCommandsThatOnlyLook() {
    workspace.importFile("users.csv");
    assertThat(workspace.run("runs", "list", "--echo").err()).contains(" from rollcall_runs ");
    assertThat(workspace.run("schema", "status", "--echo").err())
        .contains(" from rollcall_schema_history ");
  }

  @Test
  void soDoesAChangeOfTheSchema() {
    assertThat(workspace.run("schema", "migrate", "--echo").err())
        .containsPattern("(?i)create table rollcall_runs ");
  }
}
