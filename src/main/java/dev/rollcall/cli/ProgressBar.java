package dev.rollcall.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line that is drawn over itself, for a terminal. */
final class ProgressBar extends ProgressDisplay {

  private static final long NANOS_BETWEEN = 100_000_000;
  private static final int WIDEST_BAR = 30;
  private static final int NARROWEST_BAR = 10;
  private static final int WIDEST_ROWS = "999,999,999 rows".length();
  private static final int WIDEST_RATE = "9,999,999 a second".length();
  private static final int WIDEST_LEFT = "59:59 to 2/2".length();
  private static final int WIDEST_WORKERS = "64 workers".length();
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
    this.input = Width.cutBeginning(input, LONGEST_NAME);
  }

  @Override
  void show(State state) {
    err.print("\r\u001b[K" + line(state));
    err.flush();
    drawn = true;
  }

  /**
   * The fullest form that leaves room for a bar. What is behind the bar has the room that it may
   * ever need, so that the bar stays as it is while figures grow.
   */
  private String line(State state) {
    String verb = state.verb() + " ";
    String name = input + " ";
    if (!state.hasShare()) {
      String all =
          Stream.of(verb + name + state.rowCount(), state.rate())
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(", "));
      return Width.cut(all, columns - 1);
    }
    String share = String.format(Locale.ROOT, " %3d %%", Math.round(state.share() * 100));
    String left = padded(state.left(), WIDEST_LEFT);
    String rate = padded(state.rate(), WIDEST_RATE);
    String rows = padded(state.rowCount(), WIDEST_ROWS);
    String workers = state.crew().isEmpty() ? "" : padded(state.workers(), WIDEST_WORKERS);
    String line =
        Stream.of(
                line(state.share(), verb + name, share + rows + rate + left + workers),
                line(state.share(), verb + name, share + rows + rate + left),
                line(state.share(), verb + name, share + rate + left),
                line(state.share(), verb + name, share + left),
                line(state.share(), verb, share + left))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(share.strip());
    return Width.cut(line, columns - 1).stripTrailing();
  }

  private static String padded(String text, int width) {
    return "  " + " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private Optional<String> line(double share, String before, String after) {
    // The last column stays free, or some terminals would begin another line.
    int room = columns - 1 - Width.columns(before) - "[]".length() - after.length();
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
