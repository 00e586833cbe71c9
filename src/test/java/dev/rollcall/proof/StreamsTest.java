package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input that is kept, and streams that are not what they should be. */
class StreamsTest {

  private static final String SPOOL = ".spool";
  private static final byte[] ROWS =
      "username,level\nann,1\nbob,x\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));
  private int commands;

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void whatAProcessThatDiedHasLeftOfItsInputIsDeletedByTheNext() {
    workspace.write(
        ".users.db.stdin.spool.c0ffee00-0000-4000-8000-000000004711.part", "username\nann\n");
    assertThat(workspace.importInput(ROWS).exitCode()).isEqualTo(3);
    assertThat(workspace.namesEndingIn(".part")).isEmpty();
  }

  @Test
  void aPlanLeavesTheInputThatARunHasKept() {
    assertThat(workspace.importInput(ROWS, "--max-rejects", "0").exitCode()).isEqualTo(4);
    List<String> kept = workspace.namesEndingIn(SPOOL);
    assertThat(kept).hasSize(1);
    Ended piped = workspace.planInput(ROWS);
    assertThat(piped.exitCode()).as(piped.said()).isEqualTo(3);
    Ended planned = workspace.run("plan", workspace.path(kept.get(0)).toString());
    assertThat(planned.exitCode()).as(planned.said()).isEqualTo(3);
    assertThat(workspace.namesEndingIn(SPOOL)).isEqualTo(kept);
    byte[] others = "username\ncyd\n".getBytes(StandardCharsets.UTF_8);
    assertThat(workspace.planInput(others).exitCode()).isZero();
    assertThat(workspace.namesEndingIn(SPOOL)).isEqualTo(kept);
  }

  /** What is refused for its content would be refused from a file as well. */
  @Test
  void ofInputThatIsDeliveredTwiceNothingIsKept() {
    byte[] raise = "username,level\nann,+1\n".getBytes(StandardCharsets.UTF_8);
    byte[] other = "username,level\nbob,1\n".getBytes(StandardCharsets.UTF_8);
    assertThat(workspace.importInput(raise).exitCode()).isZero();
    assertThat(workspace.importInput(other).exitCode()).isZero();
    Ended twice = workspace.importInput(raise);
    assertThat(twice.exitCode()).as(twice.said()).isEqualTo(4);
    assertThat(twice.err()).contains("DELIVERED_TWICE").doesNotContain("kept in");
    assertThat(workspace.namesEndingIn(SPOOL)).isEmpty();
  }

  @Test
  void aResultThatAFullDeviceDoesNotTakeIsNoSuccess() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "skipped: there is no /dev/full");
    assertThat(workspace.importInput(ROWS).exitCode()).isEqualTo(3);
    Ended ended = shell("exec \"$@\" >/dev/full", "users", "list");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("standard output").contains("OUTPUT_UNWRITABLE");
    // Who asks for nothing more than the exit code, loses nothing.
    workspace.write("more.csv", "username\ncyd\n");
    String more = workspace.path("more.csv").toString();
    assertThat(shell("exec \"$@\" >/dev/full", "import", more, "--quiet").exitCode()).isZero();
  }

  @Test
  void whoClosesThePipeHasSeenEnough() {
    assertThat(workspace.importInput(ROWS).exitCode()).isEqualTo(3);
    Ended ended = shell("{ \"$@\"; echo $? >code; } | true", "users", "list");
    assertThat(ended.err()).isEmpty();
    assertThat(workspace.read("code")).isEqualTo("0\n");
  }

  /** Renamed into its place, the summary would take the file away from the stream that has it. */
  @Test
  void aSummaryReplacesNoFileThatAStreamWrites() throws IOException {
    Path out = Path.of("/dev/stdout");
    assumeTrue(Files.isSymbolicLink(out), "skipped: /dev/stdout is no link here");
    workspace.write("users.csv", new String(ROWS, StandardCharsets.UTF_8));
    Ended ended =
        shell(
            "exec \"$@\" >out.txt",
            "import",
            workspace.path("users.csv").toString(),
            "--summary",
            out.toString());
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("a stream that is open already");
    assertThat(Files.exists(workspace.database().path())).isFalse();
  }

  private Ended shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(ChildProgram.program());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--db", workspace.database().path().toString()));
    try (ChildProgram program = ChildProgram.startCommand(folder, ++commands, command)) {
      return program.end();
    }
  }
}
