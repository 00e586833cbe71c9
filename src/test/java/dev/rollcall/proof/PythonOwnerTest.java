package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that a Python program made stays usable by it. */
class PythonOwnerTest {

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @Test
  void theProgramThatMadeTheDatabaseGoesOnUsingIt() throws IOException, InterruptedException {
    assumeSqlAlchemy();
    Workspace workspace = new Workspace(folder);
    owner(workspace, "make");
    Ended baseline = workspace.run("schema", "baseline");
    assertThat(baseline.exitCode()).as(baseline.said()).isZero();
    workspace.write("users.csv", "username,email,level\nada,,+4\ncyd,cyd@example.net,2\nbob,,x\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);

    String read = owner(workspace, "use");

    assertThat(read)
        .isEqualTo(
            "ada ada@example.com 8\n"
                + "cyd cyd@example.net 2\n"
                + "made.later later@example.org 1\n");
    workspace.write("more.csv", "username,level\nmade.later,+1\nada,+1\n");
    assertThat(workspace.importFile("more.csv").exitCode()).isZero();
    assertThat(workspace.database().users())
        .containsExactly(
            "\"ada\", \"ada@example.com\", 9",
            "\"cyd\", \"cyd@example.net\", 2",
            "\"made.later\", \"later@example.org\", 2");
  }

  private static String owner(Workspace workspace, String command)
      throws IOException, InterruptedException {
    String script = Path.of("src/test/resources/adopted/owner.py").toAbsolutePath().toString();
    return python(List.of(script, command, workspace.database().path().toString()));
  }

  private static void assumeSqlAlchemy() throws IOException, InterruptedException {
    boolean found = Files.isExecutable(Path.of(PYTHON));
    if (found) {
      List<String> command = List.of(PYTHON, "-c", "import sqlalchemy.orm");
      found = new ProcessBuilder(command).start().waitFor() == 0;
    }
    if (!found) {
      System.out.println("PythonOwnerTest is skipped: " + PYTHON + " has no SQLAlchemy");
    }
    assumeTrue(found, PYTHON + " has no SQLAlchemy");
  }

  private static String python(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
