package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.runs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who of a run's workers is at what, while the run is under way. */
class CrewPaceTest {

  private static final long SECOND = 1_000_000_000;

  private static Progress.Share share(String who, int part, long done) {
    return new Progress.Share(who, part, done, 1_000);
  }

  @Test
  void eachAtWorkIsSaidWithHisPartsAndHowFastHeIs() {
    CrewPace crew = new CrewPace();
    crew.set(List.of(share("ann", 1, 200), share("bob", 2, 0)));
    assertThat(crew.lines(SECOND))
        .containsExactly(
            "worker ann: part 1 at 20 %, 200 rows", "worker bob: part 2 at 0 %, 0 rows");
    crew.set(
        List.of(
            share("ann", 1, 1_000),
            share("bob", 2, 500),
            share("ann", 3, 100),
            share("ann", 4, 50),
            share("cid", 5, 1_000)));
    assertThat(crew.lines(3 * SECOND))
        .containsExactly(
            "worker ann: part 3 at 10 %, part 4 at 5 %, 1,150 rows, 475 a second",
            "worker bob: part 2 at 50 %, 500 rows, 250 a second",
            "worker cid: between parts, 1,000 rows");
    assertThat(crew.lines(4 * SECOND)).hasSize(2);
  }

  @Test
  void nobodyHasARateOfRowsThatAnotherHasDone() {
    CrewPace crew = new CrewPace();
    crew.set(List.of(share("ann", 1, 200)));
    crew.lines(SECOND);
    crew.set(List.of(share("bob", 1, 300)));
    assertThat(crew.lines(2 * SECOND)).containsExactly("worker bob: part 1 at 30 %, 300 rows");
    crew.set(List.of());
    assertThat(crew.lines(3 * SECOND)).isEmpty();
  }

  @Test
  void linesOfALogHaveThemBelowTheRun() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> crew = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      crew.add("worker w" + i + ": part " + i + " at 5 %, 50 rows");
    }
    new ProgressLines(err, "users.csv", line -> line)
        .show(
            new ProgressDisplay.State(Progress.Phase.WRITING, "2/2", 0.5, 10_000, 2_000, 5, crew));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "2/2 writing users.csv: 50 %, 10,000 rows, 2,000 a second, 0:05 left, 30 workers");
    assertThat(lines.get(1)).isEqualTo("  worker w1: part 1 at 5 %, 50 rows");
    assertThat(lines).hasSize(21);
  }

  @Test
  void theBarSaysHowManyWhereThereIsRoom() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);
    ProgressDisplay.State state =
        new ProgressDisplay.State(
            Progress.Phase.WRITING, "2/2", 0.5, 10_000, 2_000, 5, List.of("one", "two"));
    new ProgressBar(err, 130, "users.csv").show(state);
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("0:05 left   2 workers");
    new ProgressBar(err, 60, "users.csv").show(state);
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("0:05 left");
  }
}
