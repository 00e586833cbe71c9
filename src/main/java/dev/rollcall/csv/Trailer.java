package dev.rollcall.csv;

import dev.rollcall.text.Blanks;
import java.util.regex.Pattern;

/**
 * The line behind the last row by which a sender says that the file is whole.
 *
 * @param match what the line is like, without surrounding blanks; {@code *} is any text; 1 to
 *     {@value #LONGEST} characters
 * @param rows the place of the cell that says how many rows there are, counted from 1; 0 if none
 *     does
 */
public record Trailer(String match, int rows) {

  /** In characters. */
  public static final int LONGEST = 200;

  private static final char ANY = '*';

  public Trailer {
    if (match.isEmpty() || match.length() > LONGEST || rows < 0 || rows > Header.MOST_COLUMNS) {
      throw new IllegalArgumentException("trailer " + match + ", " + rows);
    }
  }

  /** Whether a text may begin a line that is like it; asked first, as most lines don't. */
  boolean mayBegin(char[] text, int from, int limit) {
    int i = from;
    while (i < limit && Blanks.isBlank(text[i])) {
      i++;
    }
    for (int at = 0; at < match.length() && match.charAt(at) != ANY; at++) {
      if (i + at < limit && text[i + at] != match.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line, without its end, is like it; takes time in proportion to its length. */
  boolean isLike(String line) {
    String text = Blanks.strip(line);
    String[] parts = match.split(Pattern.quote(String.valueOf(ANY)), -1);
    if (parts.length == 1) {
      return text.equals(match);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int part = 1; part < parts.length - 1; part++) {
      int found = text.indexOf(parts[part], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[part].length();
    }
    return text.length() - last.length() >= at && text.endsWith(last);
  }
}
