package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of users as other programs export them, read from beside the project. */
class OtherPeoplesFilesTest {

  private static final Path CORPUS = Path.of("../shared/corpus/users");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    boolean there = Files.isDirectory(CORPUS);
    if (!there) {
      System.out.println("OtherPeoplesFilesTest is skipped: there is no " + CORPUS);
    }
    assumeTrue(there, "there is no " + CORPUS);
    workspace = new Workspace(folder);
  }

  @Test
  void aUserUploadOfALearningPlatformKeepsItsPasswordsToItself() throws IOException {
    Ended ended = importCopy("moodle-upload-users.csv", "username=username,email=email");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.out()).contains("password");
    assertThat(workspace.database().users())
        .containsExactly("\"teacher1\", \"teacher1@teacher1.com\", 1");
    assertNowhere(ended, "moodle");
  }

  @Test
  void anUploadWithMorePasswordsToo() throws IOException {
    Ended ended =
        importCopy("moodle-upload-users-email-matching.csv", "username=username,email=email");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().users())
        .containsExactly(
            "\"bilbob\", \"bilbo@example.com\", 1", "\"frodob\", \"frodo@example.com\", 1");
    assertNowhere(ended, "verysecret", "somesecret");
  }

  @Test
  void passwordsStayOutOfRejectsToo() throws IOException {
    Ended ended =
        importCopy("moodle-upload-users-email-matching.csv", "username=username,email=firstname");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(workspace.namesEndingIn(".rejects.csv")).hasSize(1);
    assertNowhere(ended, "verysecret", "somesecret");
  }

  @Test
  void aDirectorySyncHasItsKeyInAnotherColumn() throws IOException {
    Ended ended = importCopy("adobe-users-file.csv", "username=email");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().users())
        .containsExactly(
            "\"jdoe@example.com\", null, 1",
            "\"jsmith@example.com\", null, 1",
            "\"rroe@example.com\", null, 1");
  }

  @Test
  void rowsThatAreColumnsShortAreRejects() throws IOException {
    Ended ended =
        importCopy("adobe-users-file-with-custom-attributes-and-mappings.csv", "username=email");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Ended.codes(ended.summary())).containsOnlyKeys("COLUMN_COUNT");
    assertThat(ended.numbers("counts")).containsEntry("read", 3L).containsEntry("rejected", 3L);
  }

  @Test
  void aListOfUsersToRemoveNamesUsers() throws IOException {
    Ended ended = importCopy("adobe-remove-list.csv", "username=username");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.numbers("counts")).containsEntry("created", 4L);
  }

  /** Under a name that gives nothing away. */
  private Ended importCopy(String file, String columns) throws IOException {
    workspace.write("their-users.csv", Files.readAllBytes(CORPUS.resolve(file)));
    return workspace.importFile("their-users.csv", "--columns", columns, "--max-rejects", "100%");
  }

  private void assertNowhere(Ended ended, String... secrets) throws IOException {
    for (String secret : secrets) {
      assertThat(ended.said()).doesNotContain(secret);
      List<String> ours =
          workspace.names().stream().filter(name -> !name.startsWith("their")).toList();
      for (String name : ours) {
        assertThat(Files.readString(workspace.path(name), StandardCharsets.ISO_8859_1))
            .as(name)
            .doesNotContain(secret);
      }
    }
  }
}
