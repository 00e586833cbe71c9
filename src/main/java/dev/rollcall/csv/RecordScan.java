package dev.rollcall.csv;

import dev.rollcall.text.Blanks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the raw text of a record for what a parser does not tell: on which line the record
 * begins and ends, where its cells are, and whether text follows a closing quote (the parser takes
 * it into the cell, so as not to lose its place in the file).
 *
 * <p>It goes by the parser's own rules: a quote opens a cell only as its first character, or after
 * blanks, which {@link BareQuotes} keeps from the parser. That both agree is checked with each
 * record.
 */
final class RecordScan extends ScannedRecord {

  private final TextWindow window;
  private final char delimiter;

  private int lastCellEnd;
  private boolean hasQuote;
  private int blanksAfterQuote;
  private int blanksBeforeQuotes;

  /**
   * Has a bit above the lowest seven if a character was not visible ASCII, or a blank at either end
   * of a cell.
   */
  private int seen;

  RecordScan(TextWindow window, char delimiter) {
    this.window = window;
    this.delimiter = delimiter;
  }

  /**
   * Looks at the record that begins at the window's {@link TextWindow#kept()}, after blank lines.
   *
   * @param parsed the cells as parsed: blanks that follow a closing quote are taken off them; null
   *     if the parser did not get so far
   */
  void scan(String @Nullable [] parsed) {
    char[] text = window.text();
    int limit = window.limit();
    endLine = window.line();
    int i = window.kept();
    while (i < limit && isLineEnd(text[i])) {
      i = afterLineEnd(text, i, limit);
    }
    start = i;
    startLine = endLine;
    cells = 0;
    cellWithTextAfterQuote = -1;
    openQuote = -1;
    hasQuote = false;
    hasNul = false;
    blanksBeforeQuotes = 0;
    seen = 0;
    firstIsQuoted = false;
    for (; ; i++) {
      if (cells == cellStarts.length) {
        cellStarts = Arrays.copyOf(cellStarts, 2 * cells);
      }
      cellStarts[cells] = i;
      blanksAfterQuote = 0;
      i = cellEnd(text, i, limit);
      if (blanksAfterQuote > 0 && parsed != null && cells < parsed.length) {
        String cell = parsed[cells];
        parsed[cells] = cell.substring(0, cell.length() - blanksAfterQuote);
      }
      cells++;
      if (i >= limit || text[i] != delimiter) {
        break;
      }
    }
    lastCellEnd = i;
    end = i < limit ? afterLineEnd(text, i, limit) : i;
    // A carriage return may have its line feed still to come.
    hasEnd = i < limit && (text[i] == '\n' || end < limit);
  }

  /** The cells of a record without quotes: all that is between delimiters. */
  String[] split() {
    String[] values = new String[cells];
    for (int cell = 0; cell < cells; cell++) {
      int cellEnd = cell + 1 < cells ? cellStarts[cell + 1] - 1 : lastCellEnd;
      values[cell] = new String(window.text(), cellStarts[cell], cellEnd - cellStarts[cell]);
    }
    return values;
  }

  /** From the beginning of a cell to the delimiter or line end after it, or to the limit. */
  private int cellEnd(char[] text, int from, int limit) {
    int i = from;
    // Most cells begin with a character between the two: one question is enough.
    if (i < limit && (char) (text[i] - '#') > '~' - '#') {
      seen |= text[i] == ' ' ? -1 : 0;
      i = afterAnyQuoted(text, i, limit);
    }
    while ((i = plainEnd(text, i, limit, delimiter)) < limit) {
      char c = text[i];
      if (c == delimiter || isLineEnd(c)) {
        break;
      }
      hasNul |= c == 0;
      seen = -1;
      i++;
    }
    if (i > from) {
      seen |= text[i - 1] - '!';
    }
    return i;
  }

  /** Where the first character is that may not be text; most are asked two questions. */
  private int plainEnd(char[] text, int from, int limit, char delimiter) {
    int i = from;
    int passed = 0;
    char c;
    while (i < limit && (c = text[i]) > '\r' && c != delimiter) {
      // One too high for ASCII and one too low for a blank both leave the seven bits.
      passed |= c + 1 | c - ' ';
      i++;
    }
    seen |= passed;
    return i;
  }

  /** Behind the quoted text that the cell has, perhaps after blanks; where it begins if none. */
  private int afterAnyQuoted(char[] text, int from, int limit) {
    int quote = BareQuotes.afterBlanks(text, from, limit, delimiter);
    if (quote == limit || text[quote] != '"') {
      return from;
    }
    blanksBeforeQuotes += quote - from;
    firstIsQuoted |= cells == 0;
    hasQuote = true;
    return afterQuoted(text, quote, limit);
  }

  private int afterQuoted(char[] text, int quote, int limit) {
    int i = quote + 1;
    for (; i < limit; i++) {
      char c = text[i];
      if (c == '"') {
        if (i + 1 == limit || text[i + 1] != '"') {
          return afterQuote(text, i + 1, limit);
        }
        i++;
      } else if (c == '\r' || c == '\n' && text[i - 1] != '\r') {
        endLine++;
      }
      hasNul |= c == 0;
    }
    openQuote = quote;
    return limit;
  }

  private int afterQuote(char[] text, int from, int limit) {
    boolean textFollows = false;
    int i = from;
    for (; i < limit && text[i] != delimiter && !isLineEnd(text[i]); i++) {
      textFollows |= !Blanks.isBlank(text[i]);
      hasNul |= text[i] == 0;
    }
    if (!textFollows) {
      blanksAfterQuote = i - from;
    } else if (cellWithTextAfterQuote < 0) {
      cellWithTextAfterQuote = cells;
    }
    return i;
  }

  private int afterLineEnd(char[] text, int i, int limit) {
    endLine++;
    return lineAfter(text, i, limit);
  }

  @Override
  boolean isPlain() {
    return !hasQuote && (seen & ~0x7F) == 0;
  }

  /** How many blanks are before opening quotes. */
  int blanksBeforeQuotes() {
    return blanksBeforeQuotes;
  }

  /** Whether a cell begins with a quote; any other quote is a character like all others. */
  boolean hasQuote() {
    return hasQuote;
  }
}
