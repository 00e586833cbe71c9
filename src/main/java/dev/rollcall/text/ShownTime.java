package dev.rollcall.text;

import java.util.regex.Pattern;

/** Times as people are shown them: short, in one piece, and in UTC, as their headings say. */
public final class ShownTime {

  private static final int MINUTES = "2026-11-29T06:07".length();
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");

  private ShownTime() {}

  /** Whether a text is a time of ISO 8601 in UTC. */
  public static boolean isTime(String text) {
    return INSTANT.matcher(text).matches();
  }

  /** {@code 2026-11-29 06:07}; what is no time stays as it is. */
  public static String of(String text) {
    return isTime(text) ? text.substring(0, MINUTES).replace('T', ' ') : text;
  }

  /** {@code 11-29 06:07}, for where the year is known. */
  public static String withoutYear(String text) {
    return isTime(text) ? of(text).substring("2026-".length()) : text;
  }

  /** The heading of a column of times. */
  public static String heading(String name) {
    return name + " (UTC)";
  }
}
