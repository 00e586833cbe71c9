package dev.rollcall.cli;

import java.io.PrintStream;

/** One line that is drawn over itself, for a terminal. */
final class ProgressBar extends ProgressDisplay {

  private static final long NANOS_BETWEEN = 100_000_000;
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 8;
  private static final int LONGEST_NAME = 24;

  private final PrintStream err;
  private final int columns;
  private final String input;
  private boolean drawn;

  ProgressBar(PrintStream err, int columns, String input) {
    super(NANOS_BETWEEN);
    this.err = err;
    this.columns = columns;
    this.input = input.length() <= LONGEST_NAME ? input : shortened(input);
  }

  private static String shortened(String input) {
    return "…" + input.substring(input.length() - LONGEST_NAME + 1);
  }

  @Override
  void show(State state) {
    String before = state.verb() + " " + input + " ";
    String after = String.format(" %3d %%  %s", Math.round(state.share() * 100), state.figures());
    int room = columns - 1 - before.length() - after.length() - 2;
    String line = before.stripTrailing() + after;
    if (room >= NARROWEST_BAR) {
      int width = Math.min(room, WIDEST_BAR);
      int full = (int) Math.round(state.share() * width);
      line = before + "[" + "#".repeat(full) + "-".repeat(width - full) + "]" + after;
    }
    err.print("\r\u001b[K" + line.substring(0, Math.min(line.length(), columns - 1)));
    err.flush();
    drawn = true;
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
