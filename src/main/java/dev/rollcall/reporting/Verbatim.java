package dev.rollcall.reporting;

/**
 * A format in which most cells are written as they are, so that the database itself can join them,
 * and only what is in need of quotes has to be written cell by cell.
 *
 * @param delimiter between two cells; an ASCII character
 * @param lineEnd {@code "\n"} or {@code "\r\n"}
 * @param nullText what is written for null
 * @param formulas whether cells that look like formulas have to be changed
 */
public record Verbatim(char delimiter, String lineEnd, String nullText, boolean formulas) {

  /** Hears of a cell that is empty, and whose column it is; the first is 0. */
  public interface EmptyCells {
    void at(int column);
  }

  /**
   * Whether joined rows are what this format would write for them. Rows that are taken for good are
   * so, whatever their cells hold: a delimiter or line end inside a cell makes more of them than
   * such rows can have.
   *
   * @param bytes rows in UTF-8, with line ends between them and none behind the last
   * @param rows how many they are
   * @param columns how many cells each has
   * @param empty hears of every empty cell, since it can't be seen whether that is a text or null
   */
  public boolean isRight(byte[] bytes, long rows, int columns, EmptyCells empty) {
    long delimiters = 0;
    long lineFeeds = 0;
    long returns = 0;
    int before = lineEnd.length() - 1;
    int cell = 0;
    int column = 0;
    boolean right = !looksLikeFormula(bytes, 0);
    for (int i = 0; i < bytes.length; i++) {
      byte each = bytes[i];
      if (each > ',') {
        continue;
      }
      if (each == delimiter) {
        delimiters++;
        if (i == cell) {
          empty.at(column);
        }
        column++;
        cell = i + 1;
        right &= !looksLikeFormula(bytes, cell);
      } else if (each == '\n') {
        lineFeeds++;
        if (i - before == cell) {
          empty.at(column);
        }
        column = 0;
        cell = i + 1;
        right &= !looksLikeFormula(bytes, cell);
      } else if (each == '\r') {
        returns++;
      } else if (each == '"') {
        return false;
      }
    }
    if (cell == bytes.length) {
      empty.at(column);
    }
    return right
        && delimiters == rows * (columns - 1)
        && lineFeeds == rows - 1
        && returns == before * (rows - 1);
  }

  private boolean looksLikeFormula(byte[] bytes, int from) {
    return formulas && Formula.begins(bytes, from, bytes.length);
  }
}
