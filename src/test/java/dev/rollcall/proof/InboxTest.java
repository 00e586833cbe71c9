package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are delivered to a folder: each is taken when it is whole, once, and in its turn. */
class InboxTest {

  private static final String USERS = "username,level\n";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private TriedInbox inbox = new TriedInbox(workspace);

  @BeforeEach
  void begin() throws IOException {
    workspace = new Workspace(folder);
    inbox = new TriedInbox(workspace);
    Files.createDirectory(folder.resolve("in"));
    inbox.job("rename");
  }

  @Test
  void whereNothingWasDeliveredThereIsNothingToDo() {
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 0);
    assertThat(ended.out()).contains("nothing was delivered to " + folder.resolve("in"));
    assertThat(ended.summaries()).isEmpty();
    assertThat(inbox.run("--quiet").said()).isEmpty();
    // Not even a database, nor anything in the folder.
    assertThat(workspace.names()).doesNotContain("users.db");
    assertThat(inbox.tree("in")).isEmpty();
  }

  @Test
  void filesAreTakenInTheOrderOfTheirNamesAndMovedWithTheirSummaries() {
    workspace.write("in/users-2.csv", USERS + "ann,2\nbob,x\n");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/other.csv", USERS + "zoe,1\n");
    workspace.write("in/.users-3.csv", USERS + "zoe,1\n");
    workspace.write("in/below/users-4.csv", USERS + "zoe,1\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 3);
    assertThat(ended.summaries().stream().map(each -> each.get("source").toString()))
        .satisfiesExactly(
            first -> assertThat(first).contains(folder.resolve("in/users-1.csv").toString()),
            second -> assertThat(second).contains("users-2.csv"));
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    assertThat(inbox.tree("in"))
        .containsExactly(
            ".rollcall/hr/lock",
            ".users-3.csv",
            "below/users-4.csv",
            "done/ID/rollcall.summary.json",
            "done/ID/rollcall.summary.json",
            "done/ID/users-1.csv",
            "done/ID/users-2.csv",
            "other.csv");
    String summary = inbox.readOne("in/done", "users-2.csv", "rollcall.summary.json");
    assertThat(summary).startsWith("{\"schema\":\"rollcall/run/1\",\"run\":2,").endsWith("}\n");
    assertThat(summary).contains("\"status\":\"COMPLETED_WITH_REJECTS\"");
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithAFileStopsTheInboxUntilSomebodyHasDecided() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", "nobody\nann\n");
    workspace.write("in/users-3.csv", USERS + "ann,3\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    Path failed = inbox.one("in/failed", "users-2.csv");
    assertThat(ended.err())
        .contains("HEADER_WRONG", "it is in " + failed)
        .contains("not started: " + folder.resolve("in/users-3.csv"));
    assertThat(inbox.readOne("in/failed", "users-2.csv", "rollcall.summary.json"))
        .contains("\"code\":\"HEADER_WRONG\"");
    // Not overtaken, however often it starts.
    for (int i = 0; i < 2; i++) {
      Ended stopped = inbox.run();
      TriedInbox.assertEnds(stopped, 4);
      assertThat(stopped.err()).contains("INBOX_STOPPED", failed.toString());
      assertThat(stopped.summary()).containsEntry("code", "INBOX_STOPPED");
    }
    TriedInbox.assertEnds(workspace.runPlan("hr.yaml"), 4);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
    // Fixed and put back, it has its turn again.
    Files.writeString(failed, USERS + "ann,2\nbob,2\n");
    Files.move(failed, folder.resolve("in/users-2.csv"));
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 3", "\"bob\", null, 2");
  }

  @Test
  void whoeverMovesAFailedFileAwayGoesOnWithoutIt() throws IOException {
    workspace.write("in/users-2.csv", "");
    workspace.write("in/users-3.csv", USERS + "ann,3\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(ended.err()).contains("INPUT_EMPTY");
    Files.delete(inbox.one("in/failed", "users-2.csv"));
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 3");
  }

  @Test
  void whatIsRefusedBeforeAnythingIsWrittenGoesToTheFailed() throws IOException {
    inbox.job("rename", "guard: { rows: 2 }");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 4);
    assertThat(ended.err()).contains("[GUARD]");
    Files.move(inbox.one("in/failed", "users-1.csv"), folder.resolve("in/users-1.csv"));
    TriedInbox.assertEnds(inbox.run("--allow", "rows=1"), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
  }

  @Test
  void whatIsRefusedAfterSomeChunksIsContinued() {
    inbox.job("rename", "chunk: 1", "rejects: { limit: 0 }");
    String action = "username,level,action\nann,+1,\nbob,+1,\nann,,create\n";
    workspace.write("in/users-1.csv", action);
    workspace.write("in/users-2.csv", USERS + "bob,9\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 4);
    assertThat(ended.err()).contains("REJECT_LIMIT", "the next start takes it up first");
    assertThat(inbox.tree("in")).contains(".rollcall/hr/ID/users-1.csv", "users-2.csv");
    TriedInbox.assertEnds(inbox.run("--max-rejects", "1"), 3);
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 2", "\"bob\", null, 9");
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);
  }

  @Test
  void aFileThatIsDeliveredTwiceIsJudgedAsEver() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,+1\n");
    TriedInbox.assertEnds(inbox.run(), 0);
    workspace.write("in/users-1.csv", USERS + "ann,+1\n");
    Ended again = inbox.run();
    TriedInbox.assertEnds(again, 0);
    assertThat(again.status()).isEqualTo("ALREADY_DONE");
    workspace.write("in/users-2.csv", USERS + "bob,1\n");
    TriedInbox.assertEnds(inbox.run(), 0);
    workspace.write("in/users-1.csv", USERS + "ann,+1\n");
    Ended twice = inbox.run();
    TriedInbox.assertEnds(twice, 4);
    assertThat(twice.err()).contains("DELIVERED_TWICE");
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 2", "\"bob\", null, 1");
  }

  /** As where the command died between the commit and the move; others have written since. */
  @Test
  void aDeliveryThatWasImportedIsOnlyMoved() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,+1\nbob,x\n");
    TriedInbox.assertEnds(inbox.run(), 3);
    Path done = inbox.one("in/done", "users-1.csv").getParent();
    Path claim = folder.resolve("in/.rollcall/hr").resolve(done.getFileName());
    Files.move(done, claim);
    TriedInbox.assertEnds(workspace.run("users", "set-level", "ann", "7"), 0);
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 3);
    assertThat(ended.summary()).containsEntry("run", 1).containsEntry("kind", "import");
    assertThat(String.valueOf(ended.summary().get("notes"))).contains("ended before it could say");
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 7");
    assertThat(done.resolve("users-1.csv")).exists();
    assertThat(claim).doesNotExist();
  }

  /** Of a delivery that changed nothing, too: what is done since must not be undone by it. */
  @Test
  void aDeliveryThatWasDoneAlreadyIsOnlyMoved() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    TriedInbox.assertEnds(inbox.run(), 0);
    workspace.write("in/users-2.csv", USERS + "ann,1\n");
    TriedInbox.assertEnds(inbox.run(), 0);
    Path done = inbox.one("in/done", "users-2.csv").getParent();
    Files.move(done, folder.resolve("in/.rollcall/hr").resolve(done.getFileName()));
    TriedInbox.assertEnds(workspace.run("users", "set-level", "ann", "7"), 0);
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.db", "last.json", "rollcall.prom", "rejects.csv"})
  void whatTheProgramWritesIsNotInTheInbox(String name) {
    String path = folder.resolve("in").resolve(name).toString();
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    String[] flags =
        switch (name) {
          case "users.db" -> new String[] {"--db", path};
          case "last.json" -> new String[] {"--summary", path};
          case "rollcall.prom" -> new String[] {"--metrics", path};
          default -> {
            inbox.job("rename", "rejects: { file: '" + path + "' }");
            yield new String[] {};
          }
        };
    Ended ended = inbox.run(flags);
    TriedInbox.assertEnds(ended, 2);
    assertThat(ended.err()).contains("inbox");
    assertThat(inbox.tree("in")).containsExactly("users-1.csv");
  }

  @Test
  void whatOneDatabaseHasBegunNoOtherGoesOnWith() {
    inbox.job("rename", "chunk: 1", "rejects: { limit: 0 }");
    workspace.write("in/users-1.csv", "username,level,action\nann,+1,\nann,,create\n");
    TriedInbox.assertEnds(inbox.run(), 4);
    String other = workspace.path("other.db").toString();
    Ended ended = inbox.run("--db", other);
    TriedInbox.assertEnds(ended, 2);
    assertThat(ended.err()).contains(workspace.database().path().toString());
    assertThat(new Database(workspace.path("other.db")).users()).isEmpty();
    TriedInbox.assertEnds(inbox.run("--max-rejects", "1"), 3);
    workspace.write("in/users-2.csv", USERS + "ann,5\n");
    TriedInbox.assertEnds(inbox.run("--db", other), 0);
  }

  /** For another database; for the same one the run lock comes first. */
  @Test
  void nobodyElseTakesFilesMeanwhile() {
    inbox.job("rename", "chunk: 100");
    StringBuilder rows = new StringBuilder(USERS);
    for (int i = 0; i < 50_000; i++) {
      rows.append("user").append(i).append(",1\n");
    }
    workspace.write("in/users-1.csv", rows.toString());
    try (ChildProgram first = workspace.start("run", "hr.yaml", "--no-progress")) {
      Waiting.until(
          first,
          () -> workspace.database().glimpse("select sum(rows_read) from rollcall_runs") > 0);
      first.signal("STOP");
      Ended second = inbox.run("--db", workspace.path("other.db").toString());
      TriedInbox.assertEnds(second, 5);
      assertThat(second.err()).contains("INBOX_BUSY");
      Ended third = inbox.run();
      TriedInbox.assertEnds(third, 5);
      assertThat(third.err()).contains("DATABASE_BUSY");
      first.signal("CONT");
      TriedInbox.assertEnds(first.end(), 0);
    }
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(50_000);
    assertThat(inbox.tree("in/done")).contains("ID/users-1.csv");
  }

  @Test
  void aPlanTakesNothing() {
    inbox.job("rename");
    assertThat(workspace.runPlan("hr.yaml").out()).contains("nothing to import now");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", USERS + "ann,+1\n");
    Ended ended = workspace.runPlan("hr.yaml");
    TriedInbox.assertEnds(ended, 0);
    assertThat(ended.summaries()).hasSize(2);
    assertThat(ended.out()).contains("users-1.csv", "users-2.csv");
    assertThat(inbox.tree("in")).containsExactly("users-1.csv", "users-2.csv");
    assertThat(workspace.names()).doesNotContain("users.db");
    Ended planned = inbox.run("--planned", workspace.write("plan.json", "{}").toString());
    TriedInbox.assertEnds(planned, 2);
    assertThat(inbox.tree("in")).containsExactly("users-1.csv", "users-2.csv");
  }

  @Test
  void rejectsThatAreFixedAreARetryAlsoFromAnInbox() {
    workspace.write("in/users-1.csv", USERS + "ann,1\nbob,x\n");
    TriedInbox.assertEnds(inbox.run(), 3);
    String rejects = workspace.read("users.db.run-1.rejects.csv");
    workspace.write("in/users-1-fixed.csv", rejects.replace(",x", ",5"));
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 0);
    assertThat(ended.summary()).containsEntry("kind", "retry");
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 1", "\"bob\", null, 5");
  }

  @Test
  void whoMayNotMoveFilesSaysSo() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    Path in = folder.resolve("in");
    Set<PosixFilePermission> all = Files.getPosixFilePermissions(in);
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      Needed.thatItBinds(in);
      Ended ended = inbox.run();
      TriedInbox.assertEnds(ended, 1);
      assertThat(ended.err()).contains("INBOX_UNUSABLE", "not permitted");
    } finally {
      Files.setPosixFilePermissions(in, all);
    }
  }

  @Test
  void aFolderThatIsNotThereIsAFault() throws IOException {
    Files.delete(folder.resolve("in"));
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(ended.err()).contains("INBOX_UNUSABLE", folder.resolve("in").toString());
  }
}
