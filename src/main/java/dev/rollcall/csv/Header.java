package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** What a header must be, before any row is read. */
final class Header {

  /** A row has at most so many cells. */
  static final int MOST_COLUMNS = 1_000;

  /** At most so many characters of a name are printed. */
  private static final int PRINTED = 60;

  private Header() {}

  /**
   * Checks the first row of a file; of one without a header, only what holds for any first row.
   *
   * @param named whether the row names the columns
   * @param places where a cell of it stands
   * @throws Failure {@code HEADER_WRONG}, with a problem for each name that stands there twice
   */
  static void check(Row first, boolean named, IntFunction<Place> places) {
    if (first.size() > MOST_COLUMNS) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          places.apply(MOST_COLUMNS),
          "the first row has " + first.size() + " cells; at most " + MOST_COLUMNS + " are taken",
          "check the delimiter, or leave columns out");
    }
    if (!named) {
      return;
    }
    if (first.malformed() != null) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          places.apply(0),
          "the header can't be read: " + first.message(),
          "check that this is a CSV file; UTF-16 needs a byte order mark, or must be named");
    }
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int cell = 0; cell < first.size(); cell++) {
      String key = ColumnName.key(first.cell(cell));
      // Spreadsheets leave nameless columns at the end; nobody can mean one of them.
      Integer before = key.isEmpty() ? null : seen.putIfAbsent(key, cell);
      if (before != null) {
        problems.add(
            new Problem(
                ProblemCode.HEADER_WRONG,
                places.apply(cell),
                "column " + (cell + 1) + printed(key) + " has the name of column " + (before + 1),
                "rename or remove one of them; if this is no header, say header: false"));
      }
    }
    if (!problems.isEmpty()) {
      throw new Failure(problems, null);
    }
  }

  /** A file without a header that is read as if it had one has people's data there. */
  private static String printed(String name) {
    return name.length() > PRINTED || name.contains("@") ? "" : " (" + name + ")";
  }
}
