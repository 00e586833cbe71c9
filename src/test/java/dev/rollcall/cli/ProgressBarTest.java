package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.runs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final long ROWS = 12_345_678;
  private static final ProgressDisplay.State AT_WORK =
      new ProgressDisplay.State(Progress.Phase.WRITING, "2/2", 0.42, ROWS, 123_456, 83);

  @Test
  void staysOnItsLineAtAnyWidth() {
    for (int columns = 20; columns <= 200; columns++) {
      for (String input :
          new String[] {"a.csv", "in/2026/11/24/users-of-a-far-away-place.csv.gz"}) {
        String line = drawn(columns, input, AT_WORK);
        assertThat(line).hasSizeLessThan(columns).contains("42 %");
      }
    }
  }

  @Test
  void showsPhaseBarAndTimeLeftOnAnyTerminalOfUsualWidth() {
    for (int columns = 50; columns <= 200; columns++) {
      assertThat(drawn(columns, "in/2026/users-of-a-far-away-place.csv", AT_WORK))
          .containsPattern("^2/2 writing .*\\[#{4,}-{5,}]")
          .contains("1:23 left");
    }
  }

  @Test
  void showsMoreWhereThereIsRoom() {
    assertThat(drawn(110, "users.csv", AT_WORK))
        .isEqualTo(
            "2/2 writing users.csv ["
                + "#".repeat(11)
                + "-".repeat(16)
                + "]  42 %   12,345,678 rows    123,456 a second     1:23 left");
  }

  @Test
  void theBarKeepsItsWidthWhileFiguresGrow() {
    for (int columns = 50; columns <= 160; columns++) {
      Set<Integer> widths = new HashSet<>();
      for (long rows = 1; rows < 1_000_000_000; rows *= 7) {
        var state =
            new ProgressDisplay.State(
                Progress.Phase.READING, "1/2", 0.5, rows, rows / 200, rows / 1_000_000 - 1);
        String line = drawn(columns, "users.csv", state);
        widths.add(line.indexOf(']') - line.indexOf('['));
      }
      assertThat(widths).as("at %d columns", columns).hasSize(1);
    }
  }

  @Test
  void saysNothingOfATimeLeftThatNobodyCanTell() {
    var begun = new ProgressDisplay.State(Progress.Phase.READING, "1/2", 0, 0, 0, -1);
    assertThat(drawn(80, "users.csv", begun))
        .startsWith("1/2 reading users.csv [-")
        .endsWith("0 a second");
  }

  /** What stands on the line. */
  private static String drawn(int columns, String input, ProgressDisplay.State state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(out, true, StandardCharsets.UTF_8);
    new ProgressBar(terminal, columns, input).show(state);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("\r\u001b[K");
    return text.substring("\r\u001b[K".length());
  }
}
