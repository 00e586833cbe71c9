package dev.rollcall.csv;

import dev.rollcall.reject.RejectCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Divides a text by the rules of the format, one character after the other and all at once: slow,
 * plain, and without any code of the reader that it is compared with.
 */
final class PlainCsv {

  /** A cell, and the place of its first character. */
  record Cell(String text, long line, int column, boolean quoted, boolean textAfterQuote) {
    Cell withoutMarks() {
      return new Cell(text.replaceFirst("^\ufeff+", ""), line, column, quoted, textAfterQuote);
    }
  }

  /** The cells of a record, and the line on which it begins. */
  record Record(long line, List<Cell> cells) {

    List<String> texts() {
      return cells.stream().map(Cell::text).toList();
    }

    /** The fault that a reader must find in a record of this form, as far as form goes. */
    @Nullable RejectCode fault(int width) {
      if (cells.size() != width) {
        return RejectCode.COLUMN_COUNT;
      }
      if (cells.stream().anyMatch(Cell::textAfterQuote)) {
        return RejectCode.QUOTE_MISPLACED;
      }
      return texts().stream().anyMatch(text -> text.indexOf(0) >= 0)
          ? RejectCode.CELL_HAS_NUL
          : null;
    }
  }

  /** Spaces, and what nobody sees, but for marks that are written though they are called format. */
  private static final Pattern BLANK =
      Pattern.compile(
          "[\\p{IsWhite_Space}\\p{Cf}&&[\\x{0}-\\x{FFFF}]"
              + "&&[^\\x{600}-\\x{605}\\x{6DD}\\x{70F}\\x{890}\\x{891}\\x{8E2}]]*");

  private final String text;
  private final char delimiter;
  private final Quirks quirks;
  private final List<Record> records = new ArrayList<>();
  private int at;
  private long line = 1;
  private int column = 1;
  private @Nullable Cell openCell;
  private @Nullable Cell openEscape;
  private @Nullable Record trailer;
  private boolean behindTrailer;

  PlainCsv(String text, char delimiter) {
    this(text, delimiter, Quirks.NONE);
  }

  PlainCsv(String text, char delimiter, Quirks quirks) {
    this.quirks = quirks;
    // The byte order mark of the file takes no column.
    String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
    this.text = whole.endsWith("\u001a") ? whole.substring(0, whole.length() - 1) : whole;
    this.delimiter = delimiter;
    while (at < this.text.length() && line <= quirks.skip()) {
      step();
    }
    while (at < this.text.length() && openCell == null && openEscape == null && !behindTrailer) {
      if (atLineEnd()) {
        step();
      } else if (isTrailer()) {
        behindTrailer = trailer != null;
        trailer = trailer == null ? trailerHere() : trailer;
      } else if (isComment()) {
        toLineEnd();
      } else {
        record();
      }
    }
  }

  private boolean isComment() {
    String rest = text.substring(at).replaceFirst("^\ufeff+", "");
    return quirks.comment() != null && rest.startsWith(quirks.comment().toString());
  }

  private boolean isTrailer() {
    if (quirks.trailer() == null) {
      return false;
    }
    String like =
        Arrays.stream(quirks.trailer().match().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return text.substring(at, lineEnd()).matches("(?s)" + BLANK + like + BLANK);
  }

  /** Its cells are those of that line alone. */
  private Record trailerHere() {
    Quirks within = new Quirks(0, quirks.quote(), quirks.escape(), null, null);
    List<Record> cells = new PlainCsv(text.substring(at, lineEnd()), delimiter, within).records;
    Record found = new Record(line, cells.isEmpty() ? List.of() : cells.get(0).cells());
    toLineEnd();
    return found;
  }

  private int lineEnd() {
    int end = at;
    while (end < text.length() && !atLineEnd(end)) {
      end++;
    }
    return end;
  }

  private void toLineEnd() {
    while (at < text.length() && !atLineEnd()) {
      step();
    }
  }

  /** The escape behind which the text ends, if there is one. */
  @Nullable Cell openEscape() {
    return openEscape;
  }

  /** The line that is the trailer, if there is one; its cells if it closes what it opens. */
  @Nullable Record trailer() {
    return trailer;
  }

  /** Whether something follows the trailer; it is not among the records. */
  boolean behindTrailer() {
    return behindTrailer;
  }

  /** The line on which the text ends. */
  long lastLine() {
    return line;
  }

  /** Those that are whole. */
  List<Record> records() {
    return records;
  }

  /** The cell whose quote never closes, if there is one. */
  @Nullable Cell openCell() {
    return openCell;
  }

  private void record() {
    long start = line;
    List<Cell> cells = new ArrayList<>();
    boolean marked = at < text.length() && text.charAt(at) == '\ufeff';
    Cell first = cell();
    cells.add(marked && !first.quoted() ? first.withoutMarks() : first);
    while (openCell == null
        && openEscape == null
        && at < text.length()
        && text.charAt(at) == delimiter) {
      step();
      cells.add(cell());
    }
    if (openCell == null && openEscape == null) {
      if (!cells.stream().allMatch(cell -> isBlank(cell.text()))) {
        behindTrailer = trailer != null;
        if (!behindTrailer) {
          records.add(new Record(start, cells));
        }
      }
      if (at < text.length()) {
        step();
      }
    }
  }

  private Cell cell() {
    long startLine = line;
    int startColumn = column;
    StringBuilder cell = new StringBuilder();
    int quote = at;
    while (quote < text.length()
        && text.charAt(quote) != delimiter
        && !atLineEnd(quote)
        && isBlank(text.substring(quote, quote + 1))) {
      quote++;
    }
    boolean quoted = quote < text.length() && isQuote(quote);
    if (quoted) {
      while (at < quote) {
        step();
      }
      Cell open = new Cell("", line, column, true, false);
      quoted(cell);
      if (openCell != null) {
        openCell = open;
        return openCell;
      }
    }
    StringBuilder bare = new StringBuilder();
    while (at < text.length() && text.charAt(at) != delimiter && !atLineEnd()) {
      if (isEscape(at)) {
        escaped(bare);
      } else {
        take(bare);
      }
    }
    boolean blank = isBlank(bare);
    if (!quoted || !blank) {
      cell.append(bare);
    }
    return new Cell(cell.toString(), startLine, startColumn, quoted, quoted && !blank);
  }

  private void quoted(StringBuilder cell) {
    step();
    while (at < text.length()) {
      char next = text.charAt(at);
      if (isEscape(at)) {
        escaped(cell);
        continue;
      }
      if (isQuote(at)) {
        step();
        if (at == text.length() || text.charAt(at) != next) {
          return;
        }
      }
      take(cell);
    }
    openCell = new Cell("", line, column, true, false);
  }

  private boolean isQuote(int index) {
    return quirks.quote() != null && text.charAt(index) == quirks.quote();
  }

  private boolean isEscape(int index) {
    return quirks.escape() != null && text.charAt(index) == quirks.escape();
  }

  private void escaped(StringBuilder into) {
    Cell escape = new Cell("", line, column, false, false);
    step();
    if (at == text.length()) {
      openEscape = escape;
      return;
    }
    int letter = quirks.escape() == '\\' ? "nrt0".indexOf(text.charAt(at)) : -1;
    if (letter >= 0) {
      into.append("\n\r\t\0".charAt(letter));
      step();
      return;
    }
    if (quirks.escape() == '\\' && text.charAt(at) == 'N') {
      into.append('\\');
    }
    take(into);
  }

  private void take(StringBuilder into) {
    int from = at;
    step();
    into.append(text, from, at);
  }

  private static boolean isBlank(CharSequence text) {
    return BLANK.matcher(text).matches();
  }

  private boolean atLineEnd() {
    return atLineEnd(at);
  }

  private boolean atLineEnd(int index) {
    return text.charAt(index) == '\n' || text.charAt(index) == '\r';
  }

  /** Goes on by one character as people count them; a CR LF is one. */
  private void step() {
    if (atLineEnd()) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line++;
      column = 1;
    } else {
      at += Character.charCount(text.codePointAt(at));
      column++;
    }
  }
}
