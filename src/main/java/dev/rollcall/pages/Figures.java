package dev.rollcall.pages;

import dev.rollcall.text.Visible;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and texts as pages show them. */
final class Figures {

  /** How many characters of a text are shown. */
  private static final int LONGEST_TEXT = 300;

  /** How many characters of a cell are shown. */
  private static final int LONGEST_CELL = 100;

  private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB"};
  private static final String[] SHORT_UNITS = {"", "k", "M", "G", "T"};

  private Figures() {}

  /** {@code 1,234,567}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** At most four characters: {@code 999}, {@code 1.2k}, {@code 35M}. */
  static String compact(double number) {
    return scaled(number, SHORT_UNITS, "");
  }

  /** {@code 1.2 MB}. */
  static String bytes(long bytes) {
    return scaled(bytes, BYTE_UNITS, " ");
  }

  private static String scaled(double number, String[] units, String gap) {
    int unit = 0;
    double rest = number;
    while (rest >= 999.5 && unit < units.length - 1) {
      rest /= 1_000;
      unit++;
    }
    boolean whole = unit == 0 || rest >= 9.95;
    String digits = String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", rest);
    return digits + gap + units[unit];
  }

  /** {@code 12.3 %}; of something there is never 0, and of less than all never 100. */
  static String share(long part, long whole) {
    if (whole == 0) {
      return "";
    }
    double percent = 100.0 * part / whole;
    if (part > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    if (part < whole && percent > 99.9) {
      return "> 99.9 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** {@code 0.42 s}, {@code 12.3 s}, {@code 5 min 12 s}, {@code 2 h 5 min}. */
  static String duration(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return duration.toHours() == 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  /** {@code 2026-11-24 22:05:10}, under a heading that says UTC, of what ISO 8601 writes so. */
  static String shortTime(String instant) {
    return instant.replace('T', ' ').replace("Z", "");
  }

  /** {@code 2026-11-24 22:05:10 UTC} of what ISO 8601 writes so. */
  static String time(String instant) {
    return instant.replace('T', ' ').replace("Z", " UTC");
  }

  /** A cell of a file: as {@link #text}, and shorter. */
  static String cell(@Nullable String cell) {
    String text = text(cell);
    return text.codePointCount(0, text.length()) <= LONGEST_CELL
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
  }

  /**
   * A text in one line of bounded length; characters that are not seen are written as their
   * numbers.
   */
  static String text(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean whole = text.codePointCount(0, text.length()) <= LONGEST_TEXT;
    return Visible.of(
        whole ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…");
  }
}
