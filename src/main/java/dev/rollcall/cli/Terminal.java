package dev.rollcall.cli;

/**
 * What the launcher found out about the terminal; Java itself can't tell one from a pipe.
 *
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param columns how wide it is
 * @param lines how high it is
 */
record Terminal(boolean out, boolean err, int columns, int lines) {

  private static final int USUAL_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 20;
  private static final int USUAL_LINES = 24;
  private static final int LEAST_LINES = 5;

  /** As the system properties {@code rollcall.stdout.terminal} and so on say; else no terminal. */
  static Terminal found() {
    return new Terminal(
        Boolean.getBoolean("rollcall.stdout.terminal"),
        Boolean.getBoolean("rollcall.stderr.terminal"),
        Math.max(LEAST_COLUMNS, Integer.getInteger("rollcall.columns", USUAL_COLUMNS)),
        Math.max(LEAST_LINES, Integer.getInteger("rollcall.lines", USUAL_LINES)));
  }
}
