package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables that the page on adopting shows can be adopted, made in just that way. */
class AdoptingPageTest {

  private static final String PYTHON = "/usr/bin/python3";

  /** What Alembic does with a table; the migration runs with it where Alembic is missing. */
  private static final String ALEMBIC =
      """
      import sys, types
      from sqlalchemy import MetaData, Table, create_engine
      engine = create_engine("sqlite:///app.db")
      op = types.SimpleNamespace(
          create_table=lambda name, *columns: Table(name, MetaData(), *columns).create(engine))
      sys.modules["alembic"] = types.SimpleNamespace(op=op)
      """;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void aTableOfCreateAllCanBeAdopted() throws IOException, InterruptedException {
    python(blocks("python").get(0));
    adoptAndImport();
  }

  @Test
  void aTableOfAMigrationCanBeAdopted() throws IOException, InterruptedException {
    python(ALEMBIC + blocks("python").get(1) + "\nupgrade()\n");
    adoptAndImport();
    assertThat(workspace.database().rows("select distinct realm from users"))
        .containsExactly("\"main\"");
  }

  @Test
  void aTableMadeByHandCanBeAdopted() throws IOException {
    workspace.database().execute(blocks("sql").get(0).split(";\n"));
    adoptAndImport();
    assertThat(workspace.database().users()).contains("\"maria\", \"maria@example.com\", 4");
  }

  private void adoptAndImport() {
    assertThat(workspace.run("schema", "status").out()).contains("baseline adopts them");
    Ended baseline = workspace.run("schema", "baseline");
    assertThat(baseline.exitCode()).as(baseline.said()).isZero();
    assertThat(baseline.out()).doesNotContain("warning");
    workspace.write("users.csv", "username,email,level\nada,ada@example.com,+1\nbob,,\n");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().users())
        .contains("\"ada\", \"ada@example.com\", 2", "\"bob\", null, 1");
    assertThat(workspace.run("schema", "validate").exitCode()).isZero();
  }

  private static List<String> blocks(String kind) throws IOException {
    String page = Files.readString(Path.of("src/docs/adopting.md"));
    return Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private void python(String script) throws IOException, InterruptedException {
    boolean found = Files.isExecutable(Path.of(PYTHON));
    if (found) {
      List<String> command = List.of(PYTHON, "-c", "import sqlalchemy.orm");
      found = new ProcessBuilder(command).start().waitFor() == 0;
    }
    if (!found) {
      System.out.println("AdoptingPageTest is skipped in part: " + PYTHON + " has no SQLAlchemy");
    }
    assumeTrue(found, PYTHON + " has no SQLAlchemy");
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", script));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Files.move(folder.resolve("app.db"), workspace.database().path());
  }
}
