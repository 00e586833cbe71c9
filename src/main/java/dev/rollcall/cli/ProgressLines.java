package dev.rollcall.cli;

import java.io.PrintStream;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A line now and then, for a log. */
final class ProgressLines extends ProgressDisplay {

  private static final long NANOS_BETWEEN = 10_000_000_000L;

  /** Those at work that get a line of their own. */
  private static final int MOST_WORKERS = 20;

  private final PrintStream err;
  private final String input;
  private final UnaryOperator<String> form;

  /**
   * @param form makes of what is said what is written
   */
  ProgressLines(PrintStream err, String input, UnaryOperator<String> form) {
    super(NANOS_BETWEEN);
    this.err = err;
    this.input = input;
    this.form = form;
  }

  @Override
  void show(State state) {
    String share = state.hasShare() ? Math.round(state.share() * 100) + " %" : "";
    err.println(
        form.apply(
            state.verb()
                + " "
                + input
                + ": "
                + Stream.of(share, state.rowCount(), state.rate(), state.left(), state.workers())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(", "))));
    state.crew().stream().limit(MOST_WORKERS).forEach(line -> err.println(form.apply("  " + line)));
  }
}
