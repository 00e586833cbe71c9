package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are delivered to a folder: each is taken when it is whole, once, and in its turn. */
class InboxTest {

  private static final String USERS = "username,level\n";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() throws IOException {
    workspace = new Workspace(folder);
    Files.createDirectory(folder.resolve("in"));
    job("rename");
  }

  private void job(String ready, String... more) {
    String text =
        "import:\n  name: hr\n  inbox: { folder: '%s', match: 'users-*.csv', ready: %s }\n"
            .formatted(folder.resolve("in"), ready);
    workspace.write("hr.yaml", text + String.join("\n", more) + "\n");
  }

  private Ended run(String... flags) {
    return workspace.runJob("hr.yaml", flags);
  }

  @Test
  void whereNothingWasDeliveredThereIsNothingToDo() {
    Ended ended = run();
    assertEnds(ended, 0);
    assertThat(ended.out()).contains("nothing was delivered to " + folder.resolve("in"));
    assertThat(ended.summaries()).isEmpty();
    assertThat(run("--quiet").said()).isEmpty();
    // Not even a database, nor anything in the folder.
    assertThat(workspace.names()).doesNotContain("users.db");
    assertThat(tree("in")).isEmpty();
  }

  @Test
  void filesAreTakenInTheOrderOfTheirNamesAndMovedWithTheirSummaries() {
    workspace.write("in/users-2.csv", USERS + "ann,2\nbob,x\n");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/other.csv", USERS + "zoe,1\n");
    workspace.write("in/.users-3.csv", USERS + "zoe,1\n");
    workspace.write("in/below/users-4.csv", USERS + "zoe,1\n");
    Ended ended = run();
    assertEnds(ended, 3);
    assertThat(ended.summaries().stream().map(each -> each.get("source").toString()))
        .satisfiesExactly(
            first -> assertThat(first).contains(folder.resolve("in/users-1.csv").toString()),
            second -> assertThat(second).contains("users-2.csv"));
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    assertThat(tree("in"))
        .containsExactly(
            ".rollcall/hr/lock",
            ".users-3.csv",
            "below/users-4.csv",
            "done/ID/rollcall.summary.json",
            "done/ID/rollcall.summary.json",
            "done/ID/users-1.csv",
            "done/ID/users-2.csv",
            "other.csv");
    String summary = readOne("in/done", "users-2.csv", "rollcall.summary.json");
    assertThat(summary).startsWith("{\"schema\":\"rollcall/run/1\",\"run\":2,").endsWith("}\n");
    assertThat(summary).contains("\"status\":\"COMPLETED_WITH_REJECTS\"");
    assertEnds(run(), 0);
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithAFileStopsTheInboxUntilSomebodyHasDecided() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", "nobody\nann\n");
    workspace.write("in/users-3.csv", USERS + "ann,3\n");
    Ended ended = run();
    assertEnds(ended, 1);
    Path failed = one("in/failed", "users-2.csv");
    assertThat(ended.err())
        .contains("HEADER_WRONG", "it is in " + failed)
        .contains("not started: " + folder.resolve("in/users-3.csv"));
    assertThat(readOne("in/failed", "users-2.csv", "rollcall.summary.json"))
        .contains("\"code\":\"HEADER_WRONG\"");
    // Not overtaken, however often it starts.
    for (int i = 0; i < 2; i++) {
      Ended stopped = run();
      assertEnds(stopped, 4);
      assertThat(stopped.err()).contains("INBOX_STOPPED", failed.toString());
      assertThat(stopped.summary()).containsEntry("code", "INBOX_STOPPED");
    }
    assertEnds(workspace.runPlan("hr.yaml"), 4);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
    // Fixed and put back, it has its turn again.
    Files.writeString(failed, USERS + "ann,2\nbob,2\n");
    Files.move(failed, folder.resolve("in/users-2.csv"));
    assertEnds(run(), 0);
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 3", "\"bob\", null, 2");
  }

  @Test
  void whoeverMovesAFailedFileAwayGoesOnWithoutIt() throws IOException {
    workspace.write("in/users-2.csv", "");
    workspace.write("in/users-3.csv", USERS + "ann,3\n");
    Ended ended = run();
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("INPUT_EMPTY");
    Files.delete(one("in/failed", "users-2.csv"));
    assertEnds(run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 3");
  }

  @Test
  void whatIsRefusedBeforeAnythingIsWrittenGoesToTheFailed() throws IOException {
    job("rename", "guard: { rows: 2 }");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    Ended ended = run();
    assertEnds(ended, 4);
    assertThat(ended.err()).contains("[GUARD]");
    Files.move(one("in/failed", "users-1.csv"), folder.resolve("in/users-1.csv"));
    assertEnds(run("--allow", "rows=1"), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 1");
  }

  @Test
  void whatIsRefusedAfterSomeChunksIsContinued() {
    job("rename", "chunk: 1", "rejects: { limit: 0 }");
    String action = "username,level,action\nann,+1,\nbob,+1,\nann,,create\n";
    workspace.write("in/users-1.csv", action);
    workspace.write("in/users-2.csv", USERS + "bob,9\n");
    Ended ended = run();
    assertEnds(ended, 4);
    assertThat(ended.err()).contains("REJECT_LIMIT", "the next start takes it up first");
    assertThat(tree("in")).contains(".rollcall/hr/ID/users-1.csv", "users-2.csv");
    assertEnds(run("--max-rejects", "1"), 3);
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 2", "\"bob\", null, 9");
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);
  }

  @Test
  void aFileThatIsDeliveredTwiceIsJudgedAsEver() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,+1\n");
    assertEnds(run(), 0);
    workspace.write("in/users-1.csv", USERS + "ann,+1\n");
    Ended again = run();
    assertEnds(again, 0);
    assertThat(again.status()).isEqualTo("ALREADY_DONE");
    workspace.write("in/users-2.csv", USERS + "bob,1\n");
    assertEnds(run(), 0);
    workspace.write("in/users-1.csv", USERS + "ann,+1\n");
    Ended twice = run();
    assertEnds(twice, 4);
    assertThat(twice.err()).contains("DELIVERED_TWICE");
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 2", "\"bob\", null, 1");
  }

  /** As where the command died between the commit and the move; others have written since. */
  @Test
  void aDeliveryThatWasImportedIsOnlyMoved() throws IOException {
    workspace.write("in/users-1.csv", USERS + "ann,+1\nbob,x\n");
    assertEnds(run(), 3);
    Path done = one("in/done", "users-1.csv").getParent();
    Path claim = folder.resolve("in/.rollcall/hr").resolve(done.getFileName());
    Files.move(done, claim);
    assertEnds(workspace.run("users", "set-level", "ann", "7"), 0);
    Ended ended = run();
    assertEnds(ended, 3);
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
    assertEnds(run(), 0);
    workspace.write("in/users-2.csv", USERS + "ann,1\n");
    assertEnds(run(), 0);
    Path done = one("in/done", "users-2.csv").getParent();
    Files.move(done, folder.resolve("in/.rollcall/hr").resolve(done.getFileName()));
    assertEnds(workspace.run("users", "set-level", "ann", "7"), 0);
    assertEnds(run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 7");
  }

  /** As where the command died while it took a file. */
  @Test
  void whatWasHalfTakenIsPutBack() {
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    String half = "in/.rollcall/hr/20260101T000000000Z-0000/";
    workspace.write(half + "users-1.csv.sha256", "0".repeat(64));
    workspace.write("in/.rollcall/hr/20260101T000000000Z-0001/users-9.csv.sha256", "old");
    workspace.write("in/users-9.csv.sha256", "new");
    Ended ended = run();
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("CHECKSUM_WRONG");
    assertThat(workspace.read("in/users-9.csv.sha256")).isEqualTo("new");
    assertThat(tree("in"))
        .containsExactly(
            ".rollcall/hr/lock",
            ".rollcall/hr/stopped",
            "failed/ID/rollcall.summary.json",
            "failed/ID/users-1.csv",
            "failed/ID/users-1.csv.sha256",
            "users-9.csv.sha256");
  }

  /** Nothing else would: without its marker the file would wait for ever. */
  @Test
  void aMarkerThatWasTakenAloneIsPutBack() {
    job("marker .done");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/.rollcall/hr/20260101T000000000Z-0000/users-1.csv.done", "1");
    assertEnds(run(), 0);
    assertThat(tree("in"))
        .containsExactly(
            ".rollcall/hr/lock",
            "done/ID/rollcall.summary.json",
            "done/ID/users-1.csv",
            "done/ID/users-1.csv.done");
  }

  @Test
  void aFileIsTakenWithItsMarkerWhichMustAgree() throws IOException {
    job("marker .done");
    Path file = workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", USERS + "ann,2\n");
    workspace.write("in/users-2.csv.done", "");
    Ended waits = run();
    assertEnds(waits, 0);
    assertThat(waits.err())
        .contains("users-1.csv waits for its marker users-1.csv.done; 1 file waits behind it");
    assertThat(workspace.names()).doesNotContain("users.db");
    workspace.write("in/users-1.csv.done", Sha256.of(file) + "  users-1.csv\n1\n");
    assertEnds(run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    assertThat(tree("in/done")).contains("ID/users-1.csv.done", "ID/users-2.csv.done");
  }

  @ParameterizedTest
  @CsvSource({"2, 'says 2 rows, and there are 1'", "ok, neither", "0 1, neither"})
  void aMarkerThatDisagreesIsAFault(String said, String words) {
    job("marker .done");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-1.csv.done", said + "\n");
    Ended ended = run();
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("MARKER_WRONG", "users-1.csv.done", words);
    assertThat(tree("in/failed")).contains("ID/users-1.csv", "ID/users-1.csv.done");
    assertThat(workspace.database().users()).isEmpty();
  }

  @Test
  void aMarkerOfOtherContentIsAFault() {
    job("marker .sha256");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-1.csv.sha256", "0".repeat(64) + " *users-1.csv\n");
    Ended ended = run();
    assertEnds(ended, 1);
    assertThat(tree("in/failed")).contains("ID/users-1.csv", "ID/users-1.csv.sha256");
  }

  @Test
  void aFileSettlesBeforeItIsTaken() throws IOException, InterruptedException {
    job("settle 1s");
    Path file = workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", USERS + "ann,2\n");
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 5; i++) {
                  Thread.sleep(500);
                  Files.writeString(file, "user" + i + ",1\n", StandardOpenOption.APPEND);
                }
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    Ended ended = run();
    writer.join();
    assertEnds(ended, 0);
    assertThat(workspace.database().users()).hasSize(6).contains("\"ann\", null, 2");
    assertThat(ended.summaries()).hasSize(2);
  }

  @Test
  void linksAndFoldersAreNoFiles() throws IOException {
    Path secret = workspace.write("secret.csv", USERS + "zoe,1\n");
    Files.createSymbolicLink(folder.resolve("in/users-1.csv"), secret);
    Files.createDirectory(folder.resolve("in/users-2.csv"));
    assertEnds(run(), 0);
    assertThat(workspace.names()).doesNotContain("users.db");
    assertThat(tree("in")).containsExactly("users-1.csv");
    // Nor is a link that is where claims should be.
    Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("in/.rollcall"), folder.resolve("elsewhere"));
    workspace.write("in/users-3.csv", USERS + "ann,1\n");
    Ended ended = run();
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("INBOX_UNUSABLE").contains("is no folder");
    assertThat(tree("elsewhere")).isEmpty();
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
            job("rename", "rejects: { file: '" + path + "' }");
            yield new String[] {};
          }
        };
    Ended ended = run(flags);
    assertEnds(ended, 2);
    assertThat(ended.err()).contains("inbox");
    assertThat(tree("in")).containsExactly("users-1.csv");
  }

  @Test
  void whatOneDatabaseHasBegunNoOtherGoesOnWith() {
    job("rename", "chunk: 1", "rejects: { limit: 0 }");
    workspace.write("in/users-1.csv", "username,level,action\nann,+1,\nann,,create\n");
    assertEnds(run(), 4);
    String other = workspace.path("other.db").toString();
    Ended ended = run("--db", other);
    assertEnds(ended, 2);
    assertThat(ended.err()).contains(workspace.database().path().toString());
    assertThat(new Database(workspace.path("other.db")).users()).isEmpty();
    assertEnds(run("--max-rejects", "1"), 3);
    workspace.write("in/users-2.csv", USERS + "ann,5\n");
    assertEnds(run("--db", other), 0);
  }

  /** For another database; for the same one the run lock comes first. */
  @Test
  void nobodyElseTakesFilesMeanwhile() {
    job("rename", "chunk: 100");
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
      Ended second = run("--db", workspace.path("other.db").toString());
      assertEnds(second, 5);
      assertThat(second.err()).contains("INBOX_BUSY");
      Ended third = run();
      assertEnds(third, 5);
      assertThat(third.err()).contains("DATABASE_BUSY");
      first.signal("CONT");
      assertEnds(first.end(), 0);
    }
    assertThat(workspace.database().number("select count(*) from users")).isEqualTo(50_000);
    assertThat(tree("in/done")).contains("ID/users-1.csv");
  }

  @Test
  void aPlanTakesNothing() {
    job("rename");
    assertThat(workspace.runPlan("hr.yaml").out()).contains("nothing to import now");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", USERS + "ann,+1\n");
    Ended ended = workspace.runPlan("hr.yaml");
    assertEnds(ended, 0);
    assertThat(ended.summaries()).hasSize(2);
    assertThat(ended.out()).contains("users-1.csv", "users-2.csv");
    assertThat(tree("in")).containsExactly("users-1.csv", "users-2.csv");
    assertThat(workspace.names()).doesNotContain("users.db");
    Ended planned = run("--planned", workspace.write("plan.json", "{}").toString());
    assertEnds(planned, 2);
    assertThat(tree("in")).containsExactly("users-1.csv", "users-2.csv");
  }

  @Test
  void rejectsThatAreFixedAreARetryAlsoFromAnInbox() {
    workspace.write("in/users-1.csv", USERS + "ann,1\nbob,x\n");
    assertEnds(run(), 3);
    String rejects = workspace.read("users.db.run-1.rejects.csv");
    workspace.write("in/users-1-fixed.csv", rejects.replace(",x", ",5"));
    Ended ended = run();
    assertEnds(ended, 0);
    assertThat(ended.summary()).containsEntry("kind", "retry");
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 1", "\"bob\", null, 5");
  }

  @Test
  void whoMayNotMoveFilesSaysSo() throws IOException {
    assumeTrue(!"root".equals(System.getProperty("user.name")), "skipped: root may do everything");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    Set<PosixFilePermission> all = Files.getPosixFilePermissions(folder.resolve("in"));
    Files.setPosixFilePermissions(
        folder.resolve("in"), PosixFilePermissions.fromString("r-xr-xr-x"));
    Ended ended = run();
    Files.setPosixFilePermissions(folder.resolve("in"), all);
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("INBOX_UNUSABLE", "not permitted");
  }

  @Test
  void aFolderThatIsNotThereIsAFault() throws IOException {
    Files.delete(folder.resolve("in"));
    Ended ended = run();
    assertEnds(ended, 1);
    assertThat(ended.err()).contains("INBOX_UNUSABLE", folder.resolve("in").toString());
  }

  /** All files below a folder, with ids of deliveries as ID. */
  private List<String> tree(String name) {
    Path root = folder.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> root.relativize(file).toString())
          .map(file -> file.replaceAll("[0-9]{8}T[0-9]{9}Z-[0-9a-f]{4}", "ID"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one file of this name in a folder of deliveries. */
  private Path one(String in, String name) {
    try (Stream<Path> files = Files.walk(folder.resolve(in))) {
      List<Path> found = files.filter(file -> file.endsWith(name)).toList();
      assertThat(found).as(name).hasSize(1);
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readOne(String in, String name, String beside) {
    try {
      return Files.readString(one(in, name).resolveSibling(beside));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }
}
