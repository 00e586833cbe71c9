package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.util.function.IntFunction;

/** What a header must be, before any row is read. */
final class Header {

  /** How many cells a row has at most. */
  static final int MOST_COLUMNS = 1_000;

  private Header() {}

  /**
   * Checks the first row of a file; of one without a header, only what holds for any first row.
   *
   * @param named whether the row names the columns
   * @param places where a cell of it is
   * @throws Failure {@code HEADER_WRONG}
   */
  static void check(Row first, boolean named, IntFunction<Place> places) {
    if (first.size() > MOST_COLUMNS) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          places.apply(MOST_COLUMNS),
          "the first row has " + first.size() + " cells; at most " + MOST_COLUMNS + " are taken",
          "check the delimiter, or leave columns out");
    }
    if (named && first.malformed() != null) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          places.apply(0),
          "the header can't be read: " + first.message(),
          "check that this is a CSV file; UTF-16 needs a byte order mark, or must be named");
    }
  }

  /** Whether a row has a cell with this name. */
  static boolean holds(Row row, String column) {
    String wanted = ColumnName.key(column);
    return row.cells().stream().anyMatch(cell -> ColumnName.key(cell).equals(wanted));
  }
}
