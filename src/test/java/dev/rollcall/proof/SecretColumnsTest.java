package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a secret column is written to the users, and is nowhere else. */
class SecretColumnsTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  private void begin(DatabaseKind kind) {
    workspace = LegacyImport.into(kind, folder).workspace();
  }

  private Ended run(String rows, String more, String... flags) {
    return new LegacyImport(workspace).run(rows, more, flags);
  }

  @ParameterizedTest
  @EnumSource
  void aSecretIsNowhereButInTheUsers(DatabaseKind kind) throws IOException {
    begin(kind);
    workspace.run("schema", "add-column", "password_hash", "text");
    List<String> said = new ArrayList<>();
    String secrets = "secret: [password_hash]";
    Ended first =
        run(
            "username,Name,Age,Dept,password_hash\nann,Ann,1,,s3cr3t-ann\nbob,Bob,x,,s3cr3t-bob\n"
                + "cy,,1,,%s\n".formatted("s3cr3t".repeat(200)),
            secrets,
            "--echo");
    said.add(first.said());
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    assertThat(workspace.database().rows("select username, password_hash from users"))
        .containsExactly("\"ann\", \"s3cr3t-ann\"");
    assertThat(
            workspace
                .database()
                .rows("select extra_after from rollcall_changes where username = 'ann'"))
        .allMatch(json -> json.contains("\"password_hash\":true"));

    StringBuilder many = new StringBuilder("username,Name,Age,Dept,password_hash\n");
    for (int i = 0; i < 2_000; i++) {
      many.append("u").append(i).append(",,,,s3cr3t-").append(i).append('\n');
    }
    said.add(run(many.toString() + "ann,,,,s3cr3t-new\n", secrets, "--echo").said());
    said.add(run(many.toString() + "ann,Anna,,,s3cr3t-newer\n", secrets, "--echo").said());
    assertThat(said.get(2)).contains("[values with a secret are not shown]");
    workspace.write("legacy.csv", many.toString() + "ann,Anna,,,s3cr3t-newest\n");
    said.add(workspace.runPlan("job.yaml", "--echo", "--json").said());
    String plan = workspace.path("plan.json").toString();
    said.add(workspace.run("plan", workspace.path("job.yaml").toString(), "--save", plan).said());
    said.add(workspace.run("check", workspace.path("job.yaml").toString()).said());
    String page = workspace.path("run.html").toString();
    for (String run : List.of("1", "2", "3")) {
      said.add(workspace.run("runs", "show", run).said());
      said.add(workspace.run("runs", "show", run, "--json").said());
      said.add(workspace.run("runs", "show", run, "--html", page + run + ".html").said());
    }
    said.add(workspace.run("users", "show", "ann").said());
    assertThat(said.get(said.size() - 1)).contains("password_hash set");
    said.add(workspace.run("users", "show", "ann", "--json").said());
    said.add(workspace.run("users", "list", "--limit", "5000").said());
    said.add(workspace.run("users", "list", "--json").said());
    if (kind == DatabaseKind.FILE) {
      for (String report : List.of("users", "changes", "rejects", "runs", "levels")) {
        said.add(workspace.report(report));
      }
    }
    Ended undone = workspace.run("runs", "undo", "3", "--echo");
    said.add(undone.said());
    assertThat(undone.exitCode()).as(undone.said()).isZero();
    assertThat(undone.out()).contains("password_hash");
    assertThat(workspace.database().rows("select password_hash from users where username = 'ann'"))
        .containsExactly("\"s3cr3t-newer\"");
    said.add(workspace.run("users", "delete", "u1").said());
    said.add(workspace.run("runs", "undo", "last", "--echo").said());
    said.add(workspace.run("retry", "1").said());

    assertThat(said).noneMatch(text -> text.contains("s3cr3t"));
    workspace.database().execute("update users set password_hash = null");
    for (String row : workspace.database().content()) {
      assertThat(row).doesNotContain("s3cr3t");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("legacy.csv") && !name.startsWith("users.db")) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(name)
              .doesNotContain("s3cr3t");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasSecretOnceStaysSo(DatabaseKind kind) {
    begin(kind);
    run("username,Name,Dept,Age\nann,Ann,,\n", "secret: [full_name]");
    Ended again = run("username,Name,Dept,Age\nann,Anna,,\n", "");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("the column full_name of its users is secret");
    assertThat(workspace.run("users", "show", "ann").out()).doesNotContain("Ann\n");
  }

  /** The advice on charsets shows how each of them reads the word at the place. */
  @Test
  void aSecretInAWrongCharsetIsNotQuoted() throws IOException {
    begin(DatabaseKind.FILE);
    for (String start : List.of("", "x,,,\n".repeat(50_000))) {
      run("", "secret: [full_name]");
      Files.writeString(
          workspace.path("legacy.csv"),
          "username,Name,Dept,Age\n" + start + "ann,s3cr3t\u00e9,,\n",
          StandardCharsets.ISO_8859_1);
      Ended ended = workspace.runJob("job.yaml", "--debug");
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("[BYTES_NOT_IN_CHARSET]", "name the charset");
      assertThat(ended.said()).doesNotContain("s3cr3t");
      assertThat(workspace.database().content()).noneMatch(row -> row.contains("s3cr3t"));
    }
  }

  /** They would be kept with the run, as all that a job means is. */
  @ParameterizedTest
  @ValueSource(strings = {"values: { a: s3cr3t }", "default: s3cr3t", "replace: { a: s3cr3t }"})
  void aJobFileHasNoSecretOfItsOwn(String said) {
    begin(DatabaseKind.FILE);
    workspace.write("legacy.csv", "username,Name,Dept,Age\nann,a,,\n");
    workspace.write(
        "job.yaml",
        "{ import: { from: %s, extra: { full_name: { from: Name, %s } }, secret: [full_name] } }"
            .formatted(workspace.path("legacy.csv"), said));
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains("the keys here are from, case");
  }

  @Test
  void noSecretIsSetForWhoIsMissing() {
    begin(DatabaseKind.FILE);
    Ended ended =
        run(
            "username,Name,Dept,Age\nann,a,,\n",
            "mode: mirror\n  secret: [full_name]\n  missing: { set: { full_name: s3cr3t } }");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains("missing sets full_name, which is secret");
    assertThat(ended.said()).doesNotContain("s3cr3t");
  }

  /** As where a file has no header, or more lines are skipped than are above it. */
  @Test
  void aRowThatIsTakenForTheHeaderIsNotQuoted() {
    begin(DatabaseKind.FILE);
    Ended ended = run("ann,s3cr3t,,\nbob,s3cr3t,,\n", "secret: [full_name]");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "no column username for the username; the line that should name columns has 4 cells");
    assertThat(ended.said()).doesNotContain("s3cr3t");
    assertThat(workspace.database().content()).noneMatch(row -> row.contains("s3cr3t"));
  }
}
