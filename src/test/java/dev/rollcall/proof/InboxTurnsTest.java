package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens round an inbox between two starts: no file is passed over or let through by it. */
class InboxTurnsTest {

  private static final String USERS = "username,level\n";
  private static final int MANY = 50_000;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() throws IOException {
    workspace = new Workspace(folder);
    Files.createDirectory(folder.resolve("in"));
    job("hr", "in");
  }

  private void job(String name, String in, String... more) {
    workspace.write(
        "hr.yaml",
        "import:\n  name: %s\n  inbox: { folder: '%s', match: '*.csv*', ready: rename }\n"
                .formatted(name, folder.resolve(in))
            + String.join("\n", more)
            + "\n");
  }

  private Ended run(String... flags) {
    return workspace.runJob("hr.yaml", flags);
  }

  @Test
  void whatACommandAllowsCountsForTheFirstFileAlone() {
    job("hr", "in", "guard: { rows: 2 }");
    workspace.write("in/1.csv", USERS + "ann,1\n");
    workspace.write("in/2.csv", USERS + "ann,2\n");
    Ended ended = run("--allow", "rows=1");
    TriedInbox.assertEnds(ended, 4);
    assertThat(ended.err()).contains("[GUARD]", "for the first file alone");
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
    assertThat(new TriedInbox(workspace).one("in/failed", "2.csv")).exists();
  }

  @Test
  void aHigherLimitOfRejectsCountsForTheFirstFileAlone() {
    job("hr", "in", "rejects: { limit: 0 }");
    workspace.write("in/1.csv", USERS + "ann,1\nbob,x\n");
    workspace.write("in/2.csv", USERS + "ann,2\nbob,x\n");
    Ended planned = workspace.runPlan("hr.yaml", "--max-rejects", "1");
    assertThat(planned.summaries().stream().map(each -> String.valueOf(each.get("code"))))
        .containsExactly("null", "REJECT_LIMIT");
    Ended ended = run("--max-rejects", "1");
    TriedInbox.assertEnds(ended, 4);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
  }

  @Test
  void onlyTheFirstFileIsImportedAgain() {
    workspace.write("in/1.csv", USERS + "ann,+1\n");
    workspace.write("in/2.csv", USERS + "bob,+1\n");
    TriedInbox.assertEnds(run(), 0);
    workspace.write("in/1.csv", USERS + "ann,+1\n");
    workspace.write("in/2.csv", USERS + "bob,+1\n");
    Ended ended = run("--again");
    TriedInbox.assertEnds(ended, 4);
    assertThat(ended.err()).contains("DELIVERED_TWICE");
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 3", "\"bob\", null, 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.csv ", " 1.csv", "1.csv\n2.csv\n"})
  void whateverAFailedFileIsCalledNoneOvertakesIt(String name) throws IOException {
    workspace.write("in/" + name, "nobody\nann\n");
    workspace.write("in/3.csv", USERS + "ann,3\n");
    TriedInbox.assertEnds(run(), 1);
    Ended stopped = run();
    TriedInbox.assertEnds(stopped, 4);
    assertThat(stopped.err()).contains("INBOX_STOPPED");
    Files.delete(new TriedInbox(workspace).one("in/failed", name));
    TriedInbox.assertEnds(run(), 0);
  }

  @Test
  void anInboxThatIsMovedIsStoppedThereToo() throws IOException {
    workspace.write("in/1.csv", "nobody\nann\n");
    workspace.write("in/2.csv", USERS + "ann,2\n");
    TriedInbox.assertEnds(run(), 1);
    Files.move(folder.resolve("in"), folder.resolve("moved"));
    job("hr", "moved");
    Ended stopped = run();
    TriedInbox.assertEnds(stopped, 4);
    assertThat(stopped.err())
        .contains(
            "INBOX_STOPPED", new TriedInbox(workspace).one("moved/failed", "1.csv").toString());
  }

  @Test
  void whatFailedStopsTheInboxAlsoWhereTheNextOnesGoElsewhere() {
    workspace.write("in/1.csv", "nobody\nann\n");
    workspace.write("in/2.csv", USERS + "ann,2\n");
    TriedInbox.assertEnds(run(), 1);
    job("hr", "in", "  after: { failed: '" + folder.resolve("other") + "' }");
    TriedInbox.assertEnds(run(), 4);
  }

  @Test
  void aNameNextToWhichNoOtherFitsIsAName() {
    String name = "x".repeat(251) + ".csv";
    workspace.write("in/" + name, USERS + "ann,1\n");
    TriedInbox.assertEnds(run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
    assertThat(new TriedInbox(workspace).one("in/done", name)).exists();
  }

  /** As after a kill: a job of another name has begun with a file, and newer ones wait. */
  @Test
  void whatARenamedJobHasBegunIsNotOvertaken() throws IOException {
    job("old", "in", "chunk: 1", "rejects: { limit: 0 }");
    workspace.write("in/1.csv", "username,level,action\nann,+1,\nann,,create\n");
    workspace.write("in/2.csv", USERS + "ann,9\n");
    TriedInbox.assertEnds(run(), 4);
    Path claimed = new TriedInbox(workspace).one("in/.rollcall/old", "1.csv");
    job("new", "in");
    Ended ended = run();
    TriedInbox.assertEnds(ended, 4);
    assertThat(ended.err()).contains("INBOX_STOPPED", "\"old\"", claimed.toString());
    TriedInbox.assertEnds(workspace.runPlan("hr.yaml"), 4);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    // A job with other files has nothing to do with it.
    workspace.write(
        "hr.yaml", workspace.read("hr.yaml").replace("match: '*.csv*'", "match: '2.*'"));
    TriedInbox.assertEnds(run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 9");
  }

  @Test
  void whereARenamedJobHasStoppedItIsStopped() throws IOException {
    job("an old name", "in");
    workspace.write("in/1.csv", "nobody\nann\n");
    workspace.write("in/2.csv", USERS + "ann,9\n");
    TriedInbox.assertEnds(run(), 1);
    job("new", "in");
    Ended ended = run();
    TriedInbox.assertEnds(ended, 4);
    assertThat(ended.err())
        .contains("INBOX_STOPPED", new TriedInbox(workspace).one("in/failed", "1.csv").toString());
    Files.delete(new TriedInbox(workspace).one("in/failed", "1.csv"));
    TriedInbox.assertEnds(run(), 0);
  }

  @Test
  void whatIsAddedToAFileThatIsBeingImportedIsNotPassedOver() throws IOException {
    job("hr", "in", "chunk: 100");
    StringBuilder rows = new StringBuilder(USERS);
    for (int i = 0; i < MANY; i++) {
      rows.append("user").append(i).append(",1\n");
    }
    workspace.write("in/1.csv", rows.toString());
    workspace.write("in/2.csv", USERS + "ann,9\n");
    try (ChildProgram program = workspace.start("run", "hr.yaml", "--no-progress")) {
      Waiting.until(
          program,
          () -> workspace.database().glimpse("select sum(rows_read) from rollcall_runs") > 0);
      program.signal("STOP");
      Files.writeString(
          new TriedInbox(workspace).one("in/.rollcall", "1.csv"),
          "zoe,1\n",
          StandardOpenOption.APPEND);
      program.signal("CONT");
      Ended ended = program.end();
      TriedInbox.assertEnds(ended, 1);
      assertThat(ended.err()).contains("[INPUT_CHANGED]", "not started: ");
    }
    Path failed = new TriedInbox(workspace).one("in/failed", "1.csv");
    assertThat(Files.readString(failed.resolveSibling("rollcall.summary.json")))
        .contains("\"status\":\"COMPLETED\"", "changed");
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(MANY);
    TriedInbox.assertEnds(run(), 4);
    // Put back, it is imported with what was added.
    Files.move(failed, folder.resolve("in/1.csv"));
    TriedInbox.assertEnds(run(), 0);
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(MANY + 2);
  }

  /** As where the command died before it could move the file, and rows were added since. */
  @Test
  void whatIsAddedToAFileThatIsOnlyToBeMovedIsNotPassedOver() throws IOException {
    workspace.write("in/1.csv", USERS + "ann,1\n");
    TriedInbox.assertEnds(run(), 0);
    Path done = new TriedInbox(workspace).one("in/done", "1.csv");
    Path claim = folder.resolve("in/.rollcall/hr").resolve(done.getParent().getFileName());
    Files.move(done.getParent(), claim);
    Files.writeString(claim.resolve("1.csv"), "zoe,1\n", StandardOpenOption.APPEND);
    Ended ended = run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(ended.err()).contains("[INPUT_CHANGED]");
    assertThat(new TriedInbox(workspace).one("in/failed", "1.csv")).exists();
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
  }

  @Test
  void aNameThatNobodyCanReadIsSaid() throws IOException, InterruptedException {
    workspace.write("in/2.csv", USERS + "ann,9\n");
    Process shell =
        new ProcessBuilder("sh", "-c", "echo x > \"$(printf '1-\\377.csv')\"")
            .directory(folder.resolve("in").toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    Ended ended = run();
    TriedInbox.assertEnds(ended, 0);
    assertThat(ended.err()).contains("not UTF-8", "1-\uFFFD.csv");
    assertThat(run().err()).contains("not UTF-8");
  }
}
