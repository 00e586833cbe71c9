package dev.rollcall.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One line that is drawn over itself, for a terminal. */
final class ProgressBar extends ProgressDisplay {

  private static final long NANOS_BETWEEN = 100_000_000;
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 6;
  private static final int LONGEST_NAME = 24;

  private final PrintStream err;
  private final int columns;
  private final String input;
  private boolean drawn;

  ProgressBar(PrintStream err, int columns, String input) {
    super(NANOS_BETWEEN);
    this.err = err;
    this.columns = columns;
    // The end of a long name tells more than its beginning.
    this.input = Visible.cutBeginning(input, LONGEST_NAME);
  }

  @Override
  void show(State state) {
    err.print("\r\u001b[K" + line(state));
    err.flush();
    drawn = true;
  }

  /** The fullest form that leaves room for a bar. */
  private String line(State state) {
    String verb = state.verb() + " ";
    String name = input + " ";
    if (!state.hasShare()) {
      String all = verb + name + state.rowCount() + ", " + state.rate();
      return Visible.cut(all, columns - 1);
    }
    String after = String.format(Locale.ROOT, " %3d %%  ", Math.round(state.share() * 100));
    String rate = state.rate() + state.left(", ");
    String line =
        Stream.of(
                line(state.share(), verb + name, after + state.rowCount() + ", " + rate),
                line(state.share(), verb + name, after + rate),
                line(state.share(), verb, after + rate),
                line(state.share(), verb, after + state.left("")),
                Optional.of(after.strip()))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    return Visible.cut(line, columns - 1);
  }

  private Optional<String> line(double share, String before, String after) {
    // The last column stays free, or some terminals would begin another line.
    int room = columns - 1 - Visible.columns(before) - "[]".length() - after.length();
    if (room < NARROWEST_BAR) {
      return Optional.empty();
    }
    int width = Math.min(room, WIDEST_BAR);
    int full = (int) Math.round(share * width);
    return Optional.of(before + "[" + "#".repeat(full) + "-".repeat(width - full) + "]" + after);
  }

  @Override
  void clear() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }
}
