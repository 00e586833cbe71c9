package dev.rollcall.csv;

import dev.rollcall.reject.RejectCode;
import java.nio.charset.StandardCharsets;

/** What form every row must have, whatever it holds. */
final class RowForm {

  /** A character takes at most three bytes in UTF-8, so shorter rows need no closer look. */
  private static final int CERTAINLY_SHORT = Row.LONGEST_CELL_BYTES / 3;

  private final boolean header;
  private int width = -1;

  RowForm(boolean header) {
    this.header = header;
  }

  /** How many cells rows have from now on. */
  void expect(int cells) {
    width = cells;
  }

  int width() {
    return width;
  }

  /** The row that was scanned; with the first of its faults in the order of the reject codes. */
  Row row(ScannedRecord scan, long position, String[] cells) {
    long line = scan.startLine();
    if (width >= 0 && cells.length != width) {
      String message =
          cells.length
              + (cells.length == 1 ? " cell" : " cells")
              + (header ? ", the header has " : ", the first row has ")
              + width;
      return new Row(line, position, cells, RejectCode.COLUMN_COUNT, message, false);
    }
    if (scan.cellWithTextAfterQuote() >= 0) {
      String message =
          "text after the closing quote of cell " + (scan.cellWithTextAfterQuote() + 1);
      return new Row(line, position, cells, RejectCode.QUOTE_MISPLACED, message, false);
    }
    if (scan.end() - scan.start() > CERTAINLY_SHORT) {
      for (int cell = 0; cell < cells.length; cell++) {
        if (isTooLong(cells[cell])) {
          String message = "cell " + (cell + 1) + " has more than 64 KiB";
          return new Row(line, position, cells, RejectCode.CELL_TOO_LONG, message, false);
        }
      }
    }
    if (scan.hasNul()) {
      int cell = 0;
      while (cells[cell].indexOf(0) < 0) {
        cell++;
      }
      String message = "a NUL character in cell " + (cell + 1);
      return new Row(line, position, cells, RejectCode.CELL_HAS_NUL, message, false);
    }
    return new Row(line, position, cells, null, null, scan.isPlain());
  }

  private static boolean isTooLong(String cell) {
    return cell.length() > CERTAINLY_SHORT
        && (cell.length() > Row.LONGEST_CELL_BYTES
            || cell.getBytes(StandardCharsets.UTF_8).length > Row.LONGEST_CELL_BYTES);
  }
}
