package dev.rollcall.csv;

import dev.rollcall.reject.RejectCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a text by the rules of the format, one character after the other and all at once: slow,
 * plain, and without any code of the reader that it is compared with.
 */
final class PlainCsv {

  /** A cell, and the place of its first character. */
  record Cell(String text, long line, int column, boolean textAfterQuote) {}

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

  private final String text;
  private final char delimiter;
  private final List<Record> records = new ArrayList<>();
  private int at;
  private long line = 1;
  private int column = 1;
  private @Nullable Cell openCell;

  PlainCsv(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
    while (at < text.length() && openCell == null) {
      if (atLineEnd()) {
        step();
      } else {
        record();
      }
    }
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
    cells.add(cell());
    while (openCell == null && at < text.length() && text.charAt(at) == delimiter) {
      step();
      cells.add(cell());
    }
    if (openCell == null) {
      records.add(new Record(start, cells));
      if (at < text.length()) {
        step();
      }
    }
  }

  private Cell cell() {
    long startLine = line;
    int startColumn = column;
    StringBuilder cell = new StringBuilder();
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    if (quoted) {
      quoted(cell);
      if (openCell != null) {
        openCell = new Cell("", startLine, startColumn, false);
        return openCell;
      }
    }
    StringBuilder bare = new StringBuilder();
    while (at < text.length() && text.charAt(at) != delimiter && !atLineEnd()) {
      take(bare);
    }
    boolean blank = bare.chars().allMatch(Character::isWhitespace);
    if (!quoted || !blank) {
      cell.append(bare);
    }
    return new Cell(cell.toString(), startLine, startColumn, quoted && !blank);
  }

  private void quoted(StringBuilder cell) {
    step();
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == '"') {
        step();
        if (at == text.length() || text.charAt(at) != '"') {
          return;
        }
      }
      take(cell);
    }
    openCell = new Cell("", line, column, false);
  }

  private void take(StringBuilder into) {
    int from = at;
    step();
    into.append(text, from, at);
  }

  private boolean atLineEnd() {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
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
