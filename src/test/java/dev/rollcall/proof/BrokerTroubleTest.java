package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to the broker, and to workers that have parts from it, is no matter of the run.
 * Takes a minute: only on request.
 */
@Timeout(120)
class BrokerTroubleTest {

  private static final String ASK = "rollcall.broker";

  @TempDir Path folder;
  private Crewed crewed;
  private Workspace workspace;
  private ArtemisBroker broker;

  @BeforeEach
  void begin() throws IOException {
    boolean asked = Boolean.getBoolean(ASK);
    if (!asked) {
      System.out.println("brokers are troubled only with -D" + ASK + "=true");
    }
    assumeTrue(asked, "skipped: brokers are troubled only on request");
    crewed = new Crewed(BrokerTroubleTest.class, folder);
    workspace = crewed.slow("work", 0.3);
    broker = new ArtemisBroker(Files.createDirectory(folder.resolve("broker")), Map.of());
  }

  @AfterEach
  void end() {
    if (broker != null) {
      broker.close();
    }
  }

  private ChildProgram worker() {
    return crewed.worker(workspace, "--broker", broker.address());
  }

  private ChildProgram manager(String wait) {
    return crewed.manager(workspace, "--broker", broker.address(), "--workers-wait", wait);
  }

  private void hurry() {
    SlowChunks.hurry(workspace.database());
  }

  @Test
  void thePartOfAWorkerThatIsKilledIsThereAgainAtOnce() {
    try (ChildProgram first = worker();
        ChildProgram manager = manager("30s")) {
      Crewed.untilBegun(manager, workspace, 1);
      first.kill();
      try (ChildProgram second = worker();
          ChildProgram third = worker()) {
        Waiting.until(manager, () -> hands() == 2);
        hurry();
        crewed.finish(workspace, manager);
        Crewed.end(second);
        Crewed.end(third);
      }
    }
    assertThat(broker.messages()).isZero();
  }

  @Test
  void whatAFrozenWorkerHasOthersGetAndHeCommitsNothingMore() {
    try (ChildProgram frozen = worker();
        ChildProgram manager = manager("60s")) {
      Crewed.untilBegun(manager, workspace, 1);
      frozen.signal("STOP");
      try (ChildProgram other = worker()) {
        Waiting.until(manager, () -> hands() == 2);
        frozen.signal("CONT");
        hurry();
        crewed.finish(workspace, manager);
        Crewed.end(frozen);
        Crewed.end(other);
      }
    }
  }

  @Test
  void workersGoOnWithABrokerThatIsStartedAgain() {
    try (ChildProgram worker = worker();
        ChildProgram manager = manager("60s")) {
      Crewed.untilBegun(manager, workspace, 1);
      broker.stop();
      Waiting.until(worker, () -> worker.errSoFar().contains("[BROKER_UNREACHABLE]"));
      broker.start();
      hurry();
      crewed.finish(workspace, manager);
      Ended ended = Crewed.end(worker);
      assertThat(ended.err().lines()).hasSize(1);
    }
    assertThat(hands()).isGreaterThan(1);
    assertThat(broker.messages()).isZero();
  }

  @Test
  void theManagerDoesWhatIsLeftIfTheBrokerIsGone() {
    try (ChildProgram worker = worker();
        ChildProgram manager = manager("2s")) {
      Crewed.untilBegun(manager, workspace, 1);
      broker.stop();
      hurry();
      Ended ended = manager.end();
      assertThat(ended.said()).contains("so this process did what was left: the broker at ");
      crewed.assertDone(workspace);
      Crewed.end(worker);
    }
    broker.start();
  }

  @Test
  void theManagerDoesAllIfTheBrokerTakesNothing() {
    broker.close();
    broker = ArtemisBroker.full(folder.resolve("full"));
    hurry();
    try (ChildProgram manager = manager("1s")) {
      Ended ended = manager.end();
      assertThat(ended.said()).contains("does not take what is sent [BROKER_UNREACHABLE]");
      crewed.assertDone(workspace);
    }
  }

  @Test
  void whatABrokerLosesIsSentAgain() throws IOException {
    try (ChildProgram manager = manager("60s")) {
      Waiting.until(manager, () -> broker.messages() == Crewed.PARTS);
      broker.lose();
      try (ChildProgram worker = worker()) {
        hurry();
        crewed.finish(workspace, manager);
        Crewed.end(worker);
      }
    }
  }

  @Test
  void aManagerThatIsKilledIsFollowedByAnother() {
    try (ChildProgram worker = worker()) {
      try (ChildProgram manager = manager("30s")) {
        Crewed.untilBegun(manager, workspace, 1);
        manager.kill();
      }
      hurry();
      try (ChildProgram manager = manager("30s")) {
        assertThat(manager.end().exitCode()).isIn(0, 3);
        crewed.assertDone(workspace);
      }
      Crewed.end(worker);
    }
    assertThat(broker.messages()).isZero();
  }

  private long hands() {
    return workspace.database().glimpse("select max(hands) from rollcall_parts");
  }
}
