package dev.rollcall.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher and the environment say about the terminal; Java itself can't tell one from a
 * pipe.
 *
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param columns how wide it is
 * @param lines how high it is
 * @param dumb whether it understands no control characters
 * @param outColours whether standard output may have colours
 * @param errColours whether standard error may have them
 */
record Terminal(
    boolean out,
    boolean err,
    int columns,
    int lines,
    boolean dumb,
    boolean outColours,
    boolean errColours) {

  private static final int USUAL_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 20;
  private static final int USUAL_LINES = 24;
  private static final int LEAST_LINES = 5;

  /** As the system properties {@code rollcall.stdout.terminal} and so on say; else no terminal. */
  static Terminal found(Map<String, String> environment) {
    boolean out = Boolean.getBoolean("rollcall.stdout.terminal");
    boolean err = Boolean.getBoolean("rollcall.stderr.terminal");
    return new Terminal(
        out,
        err,
        Math.max(LEAST_COLUMNS, Integer.getInteger("rollcall.columns", USUAL_COLUMNS)),
        Math.max(LEAST_LINES, Integer.getInteger("rollcall.lines", USUAL_LINES)),
        isDumb(environment),
        hasColours(out, environment),
        hasColours(err, environment));
  }

  /** As no-color.org and bixense.com/clicolors have it: none is the stronger wish. */
  static boolean hasColours(boolean terminal, Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = environment.getOrDefault("CLICOLOR_FORCE", "");
    if (!force.isEmpty() && !force.equals("0")) {
      return true;
    }
    return terminal && !isDumb(environment) && !"0".equals(environment.get("CLICOLOR"));
  }

  private static boolean isDumb(Map<String, String> environment) {
    @Nullable String kind = environment.get("TERM");
    return kind == null || kind.isEmpty() || kind.equals("dumb");
  }
}
