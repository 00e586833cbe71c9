package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manager and workers on machines of their own, whose cables are pulled: packets are lost, and no
 * side is told. Takes minutes, and root: only on request.
 */
class CablesTest {

  private static final int USERS = 12_000;
  private static final String ASK = "rollcall.cables";

  /** As long as the server waits for one who says nothing, and then some. */
  private static final long LONGEST_SECONDS = 35;

  @TempDir Path folder;

  private int processes;
  private Cables cables;
  private OwnServer server;
  private Workspace workspace;
  private RaisedUsers users;
  private final List<ChildProgram> programs = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    boolean asked = Boolean.getBoolean(ASK);
    if (!asked) {
      System.out.println("cables are pulled only as root, with -D" + ASK + "=true");
    }
    assumeTrue(asked, "skipped: cables are pulled only on request");
    Path rules =
        Files.writeString(folder.resolve("hba"), "local all all trust\nhost all all all trust\n");
    assertThat(folder.toFile().setExecutable(true, false)).isTrue();
    server =
        OwnServer.start(
            folder.resolve("data"), "listen_addresses", "*", "hba_file", rules.toString());
    cables = new Cables();
    workspace = new Workspace(folder, server.databaseFrom(Cables.HERE));
    users = RaisedUsers.make(workspace, USERS);
    SlowChunks.take(users.database(), 0.3);
  }

  @AfterEach
  void end() throws IOException {
    programs.forEach(ChildProgram::close);
    if (server != null) {
      server.close();
    }
    if (cables != null) {
      cables.close();
    }
  }

  @Test
  @Timeout(300)
  void thePartOfAWorkerThatIsCutOffIsTakenOver() {
    ChildProgram first = worker("worker1");
    ChildProgram second = worker("worker2");
    ChildProgram manager = manager("manager");
    Crewed.untilBegun(manager, workspace, 2);
    cables.pull("worker1");
    long begun = System.nanoTime();
    Waiting.until(
        manager,
        () ->
            workspace.database().glimpse("select count(*) from rollcall_parts where hands > 1")
                > 0);
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;
    System.out.println(
        "a part of a worker that was cut off was taken over after " + seconds + " s");
    assertThat(seconds).isLessThanOrEqualTo(LONGEST_SECONDS);
    assertDone(manager);
    cables.putBack("worker1");
    Waiting.until(first, () -> first.errSoFar().contains("connecting anew"));
    Crewed.end(first);
    Crewed.end(second);
  }

  @Test
  @Timeout(300)
  void aCableThatIsPutBackSoonIsNotNoticed() {
    worker("worker1");
    worker("worker2");
    ChildProgram manager = manager("manager");
    Crewed.untilBegun(manager, workspace, 1);
    for (String each : List.of("manager", "worker1", "worker2")) {
      cables.pull(each);
      Waiting.pause(2_000);
      cables.putBack(each);
    }
    assertDone(manager);
  }

  @Test
  @Timeout(300)
  void whatAManagerLeftWhoWasCutOffAnotherOneFinishes() {
    worker("worker1");
    worker("worker2");
    ChildProgram manager = manager("manager");
    Crewed.untilBegun(manager, workspace, 1);
    cables.pull("manager");
    ChildProgram second = manager("second", "--wait", "60s");
    assertDone(second);
    cables.putBack("manager");
    Ended ended = manager.end();
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertApplied();
  }

  private void assertDone(ChildProgram manager) {
    Ended ended = manager.end();
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.said()).doesNotContain("no worker");
    assertApplied();
  }

  private void assertApplied() {
    users.assertRaised();
    assertThat(users.database().number("select count(*) from rollcall_staged")).isZero();
  }

  private ChildProgram worker(String machine) {
    return start(machine, List.of("worker"));
  }

  private ChildProgram manager(String machine, String... flags) {
    List<String> words = new ArrayList<>(List.of("import", folder.resolve("users.csv").toString()));
    words.addAll(List.of("--chunk", "500", "--workers", "--no-progress"));
    words.addAll(List.of(flags));
    return start(machine, words);
  }

  private ChildProgram start(String machine, List<String> words) {
    List<String> command = new ArrayList<>(cables.machine(machine));
    command.addAll(ChildProgram.program());
    command.add(command.size() - ChildProgram.program().size() + 1, "-Drollcall.workers.rows=1000");
    command.addAll(words);
    command.addAll(List.of("--db", workspace.database().address()));
    ChildProgram program = ChildProgram.startCommand(folder, ++processes, command);
    programs.add(program);
    return program;
  }
}
