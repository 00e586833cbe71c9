package dev.rollcall.csv;

import dev.rollcall.text.Blanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a record that is written with {@link Quirks}. Where there are none, it finds what {@link
 * ParsedRecords} does: the same cells, places and faults.
 *
 * <p>Behind an escape, any character is text. Behind a backslash, five letters are what MySQL
 * writes them for: {@code n}, {@code r} and {@code t} for line feed, carriage return and tab,
 * {@code 0} for NUL, and {@code N}, with its backslash, for null.
 */
final class QuirkyScan extends ScannedRecord {

  /** No character. */
  private static final int NONE = -1;

  private static final char BACKSLASH = '\\';

  private final int quote;
  private final int escape;
  private final int comment;
  private final @Nullable Trailer trailer;
  private final char delimiter;
  private final List<String> values = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private int openEscape;

  QuirkyScan(Quirks quirks, char delimiter) {
    this.quote = code(quirks.quote());
    this.escape = code(quirks.escape());
    this.comment = code(quirks.comment());
    this.trailer = quirks.trailer();
    this.delimiter = delimiter;
  }

  private static int code(@Nullable Character sign) {
    return sign == null ? NONE : sign;
  }

  /** Whether the line that begins at an index is blank, a comment or a trailer. */
  boolean isPassedOver(char[] text, int from, int limit) {
    return isLineEnd(text[from])
        || isComment(text, from, limit)
        || isTrailer(text, from, limit, lineEnd(text, from, limit));
  }

  /** Whether a comment begins at an index that is in the text. */
  boolean isComment(char[] text, int from, int limit) {
    int i = from;
    while (i + 1 < limit && text[i] == CsvReader.MARK) {
      i++;
    }
    return text[i] == comment;
  }

  /** Whether the trailer is between two indexes. */
  boolean isTrailer(char[] text, int from, int limit, int lineEnd) {
    return trailer != null
        && trailer.mayBegin(text, from, limit)
        && trailer.isLike(new String(text, from, lineEnd - from));
  }

  static int lineEnd(char[] text, int from, int limit) {
    int i = from;
    while (i < limit && !isLineEnd(text[i])) {
      i++;
    }
    return i;
  }

  /** Index of the next line, or the limit. */
  int behindLine(char[] text, int from, int limit) {
    int i = lineEnd(text, from, limit);
    return i < limit ? lineAfter(text, i, limit) : i;
  }

  /** Looks at the record that begins at an index, on a line that is not blank. */
  void scan(char[] text, int from, int limit, long line) {
    start = from;
    startLine = line;
    endLine = line;
    cells = 0;
    cellWithTextAfterQuote = -1;
    openQuote = -1;
    openEscape = -1;
    hasNul = false;
    firstIsQuoted = false;
    values.clear();
    int i = from;
    for (; ; i++) {
      if (cells == cellStarts.length) {
        cellStarts = Arrays.copyOf(cellStarts, 2 * cells);
      }
      cellStarts[cells] = i;
      i = cell(text, i, limit);
      cells++;
      if (i >= limit || text[i] != delimiter) {
        break;
      }
    }
    end = i;
    if (i < limit) {
      endLine++;
      end = lineAfter(text, i, limit);
    }
    // A carriage return may have its line feed still to come.
    hasEnd = i < limit && (text[i] == '\n' || end < limit);
  }

  /** From the beginning of a cell to the delimiter or line end after it, or to the limit. */
  private int cell(char[] text, int from, int limit) {
    cell.setLength(0);
    int first = BareQuotes.afterBlanks(text, from, limit, delimiter);
    int i;
    if (first < limit && text[first] == quote) {
      firstIsQuoted |= cells == 0;
      i = quoted(text, first, limit);
      int closed = cell.length();
      i = bare(text, i, limit);
      if (Blanks.isBlank(cell.substring(closed))) {
        cell.setLength(closed);
      } else if (cellWithTextAfterQuote < 0) {
        cellWithTextAfterQuote = cells;
      }
    } else {
      i = bare(text, from, limit);
    }
    String value = cell.toString();
    hasNul |= value.indexOf(0) >= 0;
    values.add(value);
    return i;
  }

  private int bare(char[] text, int from, int limit) {
    int copied = from;
    int i = from;
    while (i < limit && text[i] != delimiter && !isLineEnd(text[i])) {
      if (text[i] == escape) {
        cell.append(text, copied, i - copied);
        i = escaped(text, i, limit);
        copied = i;
      } else {
        i++;
      }
    }
    cell.append(text, copied, i - copied);
    return i;
  }

  /** Behind the quote that closes; what is in quotes may go over several lines. */
  private int quoted(char[] text, int open, int limit) {
    int i = open + 1;
    while (i < limit) {
      char c = text[i];
      if (c == escape) {
        i = escaped(text, i, limit);
      } else if (isLineEnd(c)) {
        i = line(text, i, limit);
      } else if (c != quote) {
        cell.append(c);
        i++;
      } else if (i + 1 < limit && text[i + 1] == quote) {
        cell.append(c);
        i += 2;
      } else {
        return i + 1;
      }
    }
    openQuote = open;
    return i;
  }

  /** Takes a line end into the cell. */
  private int line(char[] text, int from, int limit) {
    int after = lineAfter(text, from, limit);
    cell.append(text, from, after - from);
    endLine++;
    return after;
  }

  /** Behind what an escape is written for. */
  private int escaped(char[] text, int at, int limit) {
    if (at + 1 == limit) {
      openEscape = at;
      return limit;
    }
    char c = text[at + 1];
    if (isLineEnd(c)) {
      return line(text, at + 1, limit);
    }
    if (escape == BACKSLASH && c == 'N') {
      cell.append(BACKSLASH).append(c);
    } else {
      cell.append(escape == BACKSLASH ? meant(c) : c);
    }
    return at + 2;
  }

  private static char meant(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> letter;
    };
  }

  @Override
  boolean isPlain() {
    return false;
  }

  /** The cells as they are meant. */
  String[] values() {
    return values.toArray(String[]::new);
  }

  /** The line on which the record ends. */
  long lastLine() {
    return hasEnd ? endLine - 1 : endLine;
  }

  /** Index of an escape with nothing behind it, or -1. */
  int openEscape() {
    return openEscape;
  }
}
