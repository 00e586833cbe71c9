package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of an inbox are taken, and when: whole ones, with what belongs to them. */
class InboxReadyTest {

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

  /** As where the command died while it took a file. */
  @Test
  void whatWasHalfTakenIsPutBack() {
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    String half = "in/.rollcall/hr/20260101T000000000Z-0000/";
    workspace.write(half + "users-1.csv.sha256", "0".repeat(64));
    workspace.write("in/.rollcall/hr/20260101T000000000Z-0001/users-9.csv.sha256", "old");
    workspace.write("in/users-9.csv.sha256", "new");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(ended.err()).contains("CHECKSUM_WRONG");
    assertThat(workspace.read("in/users-9.csv.sha256")).isEqualTo("new");
    assertThat(inbox.tree("in"))
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
    inbox.job("marker .done");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/.rollcall/hr/20260101T000000000Z-0000/users-1.csv.done", "1");
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(inbox.tree("in"))
        .containsExactly(
            ".rollcall/hr/lock",
            "done/ID/rollcall.summary.json",
            "done/ID/users-1.csv",
            "done/ID/users-1.csv.done");
  }

  @Test
  void aFileIsTakenWithItsMarkerWhichMustAgree() throws IOException {
    inbox.job("marker .done");
    Path file = workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-2.csv", USERS + "ann,2\n");
    workspace.write("in/users-2.csv.done", "");
    Ended waits = inbox.run();
    TriedInbox.assertEnds(waits, 0);
    assertThat(waits.err())
        .contains("users-1.csv waits for its marker users-1.csv.done; 1 file waits behind it");
    assertThat(workspace.names()).doesNotContain("users.db");
    workspace.write("in/users-1.csv.done", Sha256.of(file) + "  users-1.csv\n1\n");
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    assertThat(inbox.tree("in/done")).contains("ID/users-1.csv.done", "ID/users-2.csv.done");
  }

  @ParameterizedTest
  @CsvSource({"2, 'says 2 rows, and there are 1'", "ok, neither", "0 1, neither"})
  void aMarkerThatDisagreesIsAFault(String said, String words) {
    inbox.job("marker .done");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-1.csv.done", said + "\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(ended.err()).contains("MARKER_WRONG", "users-1.csv.done", words);
    assertThat(inbox.tree("in/failed")).contains("ID/users-1.csv", "ID/users-1.csv.done");
    assertThat(workspace.database().users()).isEmpty();
  }

  @Test
  void aMarkerOfOtherContentIsAFault() {
    inbox.job("marker .sha256");
    workspace.write("in/users-1.csv", USERS + "ann,1\n");
    workspace.write("in/users-1.csv.sha256", "0".repeat(64) + " *users-1.csv\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(inbox.tree("in/failed")).contains("ID/users-1.csv", "ID/users-1.csv.sha256");
  }

  @Test
  void aFileSettlesBeforeItIsTaken() throws IOException, InterruptedException {
    inbox.job("settle 1s");
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
    Ended ended = inbox.run();
    writer.join();
    TriedInbox.assertEnds(ended, 0);
    assertThat(workspace.database().users()).hasSize(6).contains("\"ann\", null, 2");
    assertThat(ended.summaries()).hasSize(2);
  }

  @Test
  void linksAndFoldersAreNoFiles() throws IOException {
    Path secret = workspace.write("secret.csv", USERS + "zoe,1\n");
    Files.createSymbolicLink(folder.resolve("in/users-1.csv"), secret);
    Files.createDirectory(folder.resolve("in/users-2.csv"));
    TriedInbox.assertEnds(inbox.run(), 0);
    assertThat(workspace.names()).doesNotContain("users.db");
    assertThat(inbox.tree("in")).containsExactly("users-1.csv");
    // Nor is a link that is where claims should be.
    Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("in/.rollcall"), folder.resolve("elsewhere"));
    workspace.write("in/users-3.csv", USERS + "ann,1\n");
    Ended ended = inbox.run();
    TriedInbox.assertEnds(ended, 1);
    assertThat(ended.err()).contains("INBOX_UNUSABLE").contains("is no folder");
    assertThat(inbox.tree("elsewhere")).isEmpty();
  }
}
