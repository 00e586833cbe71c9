package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mode {@code mirror}: who stays, who goes, and when nobody goes. */
class MirrorTest {

  private static final int USERS = 30;

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link MirrorOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
    deliver("user7,");
    Ended ended = mirror();
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  @Test
  void aRowThatIsRejectedKeepsItsUser() {
    deliver("user7,high");
    Ended ended = mirror();
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(ended.numbers("counts")).containsEntry("rejected", 1L).containsEntry("removed", 0L);
    assertThat(users()).hasSize(USERS);
  }

  @Test
  void aUserThatNoRowNamesGoes() {
    deliver("new,");
    Ended ended = mirror();
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.numbers("counts")).containsEntry("removed", 1L).containsEntry("created", 1L);
    assertThat(users()).hasSize(USERS).doesNotContain("\"user7\"").contains("\"new\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "\"user7\"x,", ",3", "user7\0,", "us,er7,"})
  void aRowThatDoesNotTellWhomItNamesLetsNobodyGo(String row) {
    List<String> before = users();
    deliver(row);
    Ended ended = mirror();
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("line 8");
    assertThat(users()).isEqualTo(before);
  }

  @Test
  void suchARowDoesNotMatterWhereNobodyIsMissing() {
    workspace.write("more.csv", workspace.read("users.csv") + "one cell\n");
    Ended ended = workspace.importFile("more.csv", "--mode", "mirror");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(users()).hasSize(USERS);
  }

  @Test
  void halfOfTheUsersDoNotGoUnlessTheGuardIsToldSo() {
    List<String> before = users();
    String half =
        workspace.read("users.csv").substring(0, workspace.read("users.csv").length() / 2);
    workspace.write("users.csv", half.substring(0, half.lastIndexOf('\n') + 1));
    Ended guarded = mirror();
    assertThat(guarded.exitCode()).as(guarded.said()).isEqualTo(4);
    assertThat(users()).isEqualTo(before);
    Ended allowed = mirror("--guard", "delete=60%");
    assertThat(allowed.exitCode()).as(allowed.said()).isZero();
    assertThat(users()).hasSizeLessThan(USERS);
  }

  @Test
  void anEmptyFileLetsNobodyGoWhateverTheGuardSays() {
    workspace.write("users.csv", "username,level\n");
    Ended ended = mirror("--guard", "delete=100%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(users()).hasSize(USERS);
  }

  private Ended mirror(String... flags) {
    String[] all = java.util.Arrays.copyOf(flags, flags.length + 2);
    all[flags.length] = "--mode";
    all[flags.length + 1] = "mirror";
    return workspace.importFile("users.csv", all);
  }

  /** All users, the seventh by this row. */
  private void deliver(String seventh) {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 1; i <= USERS; i++) {
      text.append(i == 7 ? seventh : "user" + i + ",").append('\n');
    }
    workspace.write("users.csv", text.toString());
  }

  private List<String> users() {
    return workspace.database().rows("select username from users order by username");
  }
}
