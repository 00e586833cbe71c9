package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A monitor that does not hear costs a run nothing, and no other job anything. */
class PingTroubleTest {

  private final Path folder;
  private final Monitored monitored;
  private final Monitor monitor;
  private final Workspace workspace;

  PingTroubleTest(@TempDir Path folder) {
    this.folder = folder;
    monitored = new Monitored(folder);
    monitor = monitored.monitor();
    workspace = monitored.workspace();
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void aMonitorThatIsDownChangesNothing() {
    String url = monitor.url("a");
    monitor.close();
    Ended ended = workspace.importFile("users.csv", "--ping", url);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.status()).isEqualTo("COMPLETED");
    assertThat(ended.err())
        .contains("Z the ping to http://127.0.0.1:")
        .contains("failed: it can't be reached")
        .doesNotContain(Monitor.TOKEN);
  }

  @Test
  void anAnswerThatSaysNoIsSaid() {
    for (int answer : new int[] {301, 404, 503}) {
      monitor.answer(answer);
      Ended ended = workspace.importFile("users.csv", "--ping", monitor.url("a"));
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.err()).contains("failed: it answers " + answer);
    }
  }

  /** The start is on its way for longer than the import takes; the end never overtakes it. */
  @Test
  void aSlowMonitorHoldsUpNoStartAndLosesNoEnd() {
    monitor.before(path -> pauseIf(path.endsWith("/start"), 1_500));
    long before = System.nanoTime();
    Ended ended = workspace.importFile("users.csv", "--ping", monitor.url("a"));
    long millis = (System.nanoTime() - before) / 1_000_000;
    assertThat(ended.exitCode()).isZero();
    assertThat(monitor.words("a")).containsExactly("start", "0");
    double seconds = ((Number) ended.summary().get("seconds")).doubleValue();
    assertThat(millis).as("%s s of work", seconds).isGreaterThan((long) (seconds * 1_000));
  }

  /** The first job's end is answered only when the second has begun. */
  @Test
  void theEndOfAJobHoldsUpNoOtherJob() {
    workspace.write("a.yaml", monitored.job("users.csv", "a"));
    workspace.write("b.yaml", monitored.job("users.csv", "b"));
    monitor.before(
        path -> {
          while (path.endsWith("/a/0") && monitor.words("b").isEmpty()) {
            Waiting.pause(10);
          }
        });
    Ended ended = workspace.run(monitored.words("run a.yaml b.yaml"));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.said()).doesNotContain("ping");
    assertThat(monitor.words("a")).containsExactly("start", "0");
    assertThat(monitor.words("b")).containsExactly("start", "0");
  }

  @Test
  void jobsWithTheSameMonitorAreHeardOfInTheirOrder() {
    workspace.write("a.yaml", monitored.job("users.csv", "a"));
    workspace.write("b.yaml", monitored.job("wrong.csv", "a") + "rejects: { limit: 0 }\n");
    workspace.write("c.yaml", monitored.job("users.csv", "a"));
    monitor.before(path -> pauseIf(path.endsWith("/0"), 300));
    assertThat(workspace.run(monitored.words("run a.yaml b.yaml c.yaml")).exitCode()).isEqualTo(4);
    assertThat(monitor.words("a")).containsExactly("start", "0", "start", "4", "4");
  }

  /** Each job's pings alone would take longer than that. */
  @Test
  void aMonitorThatNeverAnswersHoldsUpTheEndOnce() {
    String jobs = "";
    for (String name : List.of("a", "b", "c", "d")) {
      workspace.write(name + ".yaml", monitored.job("users.csv", name.equals("d") ? "a" : name));
      jobs += " " + name + ".yaml";
    }
    monitor.before(path -> LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1)));
    long before = System.nanoTime();
    Ended ended = workspace.run(monitored.words("run" + jobs));
    long seconds = (System.nanoTime() - before) / 1_000_000_000;
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.err()).contains("failed: ").doesNotContain(Monitor.TOKEN);
    assertThat(seconds).isBetween(2L, 12L);
  }

  @Test
  void aVariableThatNamesNoMonitorIsSaidAndTheImportGoesOn() {
    for (String wrong :
        List.of("junk-word", "http://ann:junk-word@a_b/x", "http://a_b:junk-word")) {
      List<String> command = new ArrayList<>(List.of("env", "ROLLCALL_PING=" + wrong));
      command.addAll(ChildProgram.program());
      command.addAll(List.of("import", "users.csv", "--again"));
      try (ChildProgram program = ChildProgram.startCommand(folder, 99, command)) {
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.err())
            .contains("ROLLCALL_PING must be ", "; nobody is told")
            .doesNotContain("junk-word");
        assertThat(workspace.database().number("select count(*) from users")).isEqualTo(2);
      }
      Ended flag = workspace.importFile("users.csv", "--ping", wrong);
      assertThat(flag.exitCode()).as(flag.said()).isEqualTo(2);
      assertThat(flag.said()).doesNotContain("junk-word");
    }
  }

  private static void pauseIf(boolean pausing, long millis) {
    if (pausing) {
      Waiting.pause(millis);
    }
  }
}
