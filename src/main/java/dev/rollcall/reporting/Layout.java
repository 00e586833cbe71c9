package dev.rollcall.reporting;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about delimited text.
 *
 * @param header whether the first line names the columns
 * @param nullText what is written for null, without quotes; the same as a text is quoted
 * @param spreadsheetSafe whether texts that a spreadsheet would take for a formula get an
 *     apostrophe before them
 */
public record Layout(boolean header, String nullText, boolean spreadsheetSafe) {

  public static final Layout DEFAULT = new Layout(true, "", false);

  /** Longest text for null, in characters. */
  public static final int LONGEST_NULL = 100;

  public Layout {
    String fault = faultOf(nullText);
    if (fault != null) {
      throw new IllegalArgumentException("a text for null " + fault);
    }
  }

  /** Why a text can't be written for null; null if it can. */
  public static @Nullable String faultOf(String nullText) {
    if (nullText.length() > LONGEST_NULL) {
      return "must have at most " + LONGEST_NULL + " characters";
    }
    boolean plain =
        nullText.codePoints().noneMatch(c -> c == ',' || c == '"' || Character.isISOControl(c))
            && nullText.equals(nullText.strip());
    return plain ? null : "must need no quotes: no comma, quote, tab, line end or blank around it";
  }
}
