package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of foreign text, of people's data and of secrets comes to a terminal or a log. */
class WhatIsShownTest {

  /** Clears the screen; an eight-bit one; turns the direction around; begins a line. */
  private static final List<String> HOSTILE =
      List.of("\u001b[2J", "\u009b2J", "\u202e", "\u2066", "\u2028", "\u0007", "\r");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void whatWouldSteerATerminalIsMadeVisible() {
    for (String hostile : HOSTILE) {
      String name = "n" + hostile.strip() + "x.csv";
      workspace.write(
          name,
          "username,level,\"secret" + hostile + "\"\n\"a" + hostile + "b\",many,1\nbob,1,2\n");
      List<Ended> all = new ArrayList<>();
      all.add(workspace.importFile(name));
      all.add(workspace.importFile(name, "--again", "--debug", "--echo"));
      all.add(workspace.importFile(name, "--job", "job" + hostile));
      all.add(workspace.run("runs", "show", "1"));
      all.add(workspace.run("runs", "list"));
      all.add(workspace.run("plan", folder.resolve(name).toString(), "--again"));
      all.add(workspace.run("runs", "undo", "1", "--plan"));
      all.add(workspace.run("import", folder.resolve("none" + hostile).toString(), "--debug"));
      all.add(workspace.run("import", folder.resolve(name).toString(), "--mode", hostile));
      all.add(workspace.run("nothing" + hostile));
      all.add(workspace.run("retry", "1" + hostile));
      for (Ended ended : all) {
        assertThat(ended.said().replace("\n", "").chars().filter(WhatIsShownTest::steers))
            .as(ended.said())
            .isEmpty();
      }
      assertThat(all.get(0).said()).contains("\\u");
    }
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c) && c != '\t' || "\u202e\u2066\u2028".indexOf(c) >= 0;
  }

  @Test
  void addressesStayOutOfMessagesAndLogs() {
    StringBuilder rows = new StringBuilder("username,email,level,reason\n");
    rows.append("ann,ann@private.example.com,1,why@private.example.com\n");
    rows.append("bob,bob@@private.example.com,1,x\n");
    rows.append("cyd,cyd@private.example.com,many,x\n");
    workspace.write("users.csv", rows.toString());
    // A rule of the database, whose words are kept with the reject.
    workspace.importFile("users.csv");
    workspace
        .database()
        .execute(
            "create trigger t before update on users begin"
                + " select raise(abort, 'no eve@private.example.com'); end");
    List<Ended> all =
        List.of(
            workspace.importFile("users.csv", "--again", "--debug"),
            workspace.run("runs", "show", "1"),
            workspace.run("runs", "list"),
            workspace.run("runs", "undo", "1", "--debug"),
            workspace.run("import", folder.resolve("users.csv").toString(), "--max-rejects", "0"));
    for (Ended ended : all) {
      assertThat(ended.said()).doesNotContain("private.example.com");
    }
  }

  @Test
  void echoIsTheExceptionAndSaysSo() {
    workspace.write("users.csv", "username,email\nann,ann@example.com\n");
    Ended ended = workspace.importFile("users.csv", "--echo", "--quiet");
    assertThat(ended.err()).startsWith("rollcall: --echo shows e-mail addresses");
    assertThat(ended.err()).contains("ann@example.com");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void noMessageRepeatsAWrongValueOfTheEnvironment() throws IOException, InterruptedException {
    Path job =
        workspace.write(
            "job.yaml",
            """
            import:
              from: users.csv
              csv: { delimiter: "${SECRET}", charset: "${SECRET}", header: "${SECRET}" }
              columns: { username: "a${SECRET}", email: "a${SECRET}" }
              mode: ${SECRET}
            levels: { min: "${SECRET}", max-step: "1${SECRET}", lower: "${SECRET}" }
            rejects: { limit: "${SECRET}" }
            guard: { change: "${SECRET}" }
            rollback: "x${SECRET}x"
            chunk: ${SECRET}
            to: ${ADDRESS}
            """);
    String said = check(job, Map.of("SECRET", "hun\"ter2 \" x", "ADDRESS", "x"));
    assertThat(said).doesNotContain("ter2").contains("mode must be upsert");
    assertThat(said.lines().count()).isGreaterThan(9);
    Path address = workspace.write("address.yaml", "import: { from: u.csv }\nto: ${ADDRESS}\n");
    for (String each :
        List.of(
            "jdbc:postgresql://joe:hun/ter2@db/users",
            "postgresql://joe:hunter2@db/users",
            "postgres://db/users?pwd=hunter2",
            "jdbc:postgresql://db/users?user=joe&PassWord=hunter2",
            "jdbc:other:joe/hunter2@db",
            "joe_b:hunter2@db",
            "j:hunter2@db",
            "postgresql://joe:12/hunter2@db",
            "postgresql://db/users?user=joe&pass=hunter2",
            "jdbc:sqlserver://db;user=joe;password={hunter1;hunter2}}hunter2};encrypt=true")) {
      assertThat(check(address, Map.of("ADDRESS", each)))
          .doesNotContain("ter2", "OK")
          .contains("address.yaml", "[USAGE]");
      Ended ended = workspace.importFile("u.csv", "--db", each);
      assertThat(ended.said()).doesNotContain("ter2").contains("[USAGE]");
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  /** In a process of its own, as the environment is a process's. */
  private String check(Path job, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ChildProgram.program());
    command.addAll(List.of("check", job.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void aFileThatIsNoJobIsNotQuotedLineByLine() {
    workspace.write(
        "letter.yaml", "the secret of the house: ann\nroot:x:0: y\nthe secret of the house: z\n");
    Ended ended =
        RollcallProgram.run(
            workspace.path("none"),
            new byte[0],
            List.of("check", workspace.path("letter.yaml").toString()));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("unknown key of 23 characters", "letter.yaml:2:1");
    assertThat(ended.said()).doesNotContain("secret", "root");
  }

  @Test
  void aRateIsShownOfManyRowsOnly() {
    workspace.write("few.csv", "username\nann\n");
    workspace.importFile("few.csv");
    StringBuilder users = new StringBuilder("username\n");
    for (int user = 0; user < 1_000; user++) {
      users.append("user").append(user).append('\n');
    }
    workspace.write("many.csv", users.toString());
    workspace.importFile("many.csv");
    workspace.database().execute("update rollcall_runs set millis = 2000");
    assertThat(workspace.run("runs", "show", "1").out())
        .contains("done in 2.0 s")
        .doesNotContain("a second");
    assertThat(workspace.run("runs", "show", "2").out())
        .contains("done in 2.0 s (500 rows a second)");
  }
}
