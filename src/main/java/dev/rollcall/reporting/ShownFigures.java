package dev.rollcall.reporting;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the figures of a column are shown to people: counts of ours in groups of three digits, all
 * with as many decimals, so that they are one below the other.
 *
 * @param isCount whether they count something; numbers of all else, such as runs, are names
 * @param decimals how many all of them have
 */
public record ShownFigures(boolean isCount, int decimals) {

  /** What the reports count. */
  private static final Set<String> COUNTS =
      Set.of(
          "line",
          "users",
          "read",
          "created",
          "updated",
          "unchanged",
          "deleted",
          "rejected",
          "removed",
          "raised",
          "lowered",
          "restarts");

  private static final Pattern WITH_DECIMALS = Pattern.compile("-?\\d+\\.\\d+");

  /**
   * Those of a column.
   *
   * @param name of the column
   * @param values all that will be shown; those that are no figures don't matter
   */
  public static ShownFigures of(String name, List<Value> values) {
    int decimals = 0;
    for (Value value : values) {
      decimals = Math.max(decimals, value.isNumber() ? decimals(value.text()) : 0);
    }
    return new ShownFigures(COUNTS.contains(name), decimals);
  }

  /** A figure of the column. */
  public String of(Value value) {
    if (isCount && value.kind() == Value.Kind.INTEGER) {
      return String.format(Locale.ROOT, "%,d", Long.parseLong(value.text()));
    }
    int given = decimals(value.text());
    return given == 0 ? value.text() : value.text() + "0".repeat(decimals - given);
  }

  /** None of what is written with an exponent. */
  private static int decimals(String number) {
    return WITH_DECIMALS.matcher(number).matches() ? number.length() - number.indexOf('.') - 1 : 0;
  }
}
