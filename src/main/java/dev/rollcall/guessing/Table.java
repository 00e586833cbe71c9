package dev.rollcall.guessing;

import dev.rollcall.csv.ColumnName;
import dev.rollcall.guessing.Reading.Sampled;
import dev.rollcall.text.Blanks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The table inside a reading.
 *
 * @param skip how many lines are above it
 * @param header the names of its columns; empty if the first row is one like others
 * @param sure whether the rows tell that the first one is a header, or is none
 * @param body its rows, as far as they were read; all as wide as the table
 */
record Table(int skip, List<String> header, boolean sure, List<Sampled> body) {

  /** How many rows below each other must be as wide as the table for it to begin. */
  private static final int CERTAIN = 3;

  private static final double NEARLY_ALL = 0.9;

  static Table of(Reading reading) {
    List<Sampled> rows = reading.rows();
    int width = reading.width();
    int first = first(rows, width);
    List<Sampled> wide =
        rows.subList(first, rows.size()).stream()
            .filter(row -> row.cells().size() == width)
            .toList();
    if (wide.isEmpty()) {
      return new Table(0, List.of(), false, List.of());
    }
    List<String> top = wide.get(0).cells();
    List<Sampled> below = wide.subList(1, wide.size());
    boolean named = namesColumns(top);
    boolean data = top.stream().anyMatch(Table::isData);
    boolean unlike = !data && isUnlike(top, below);
    boolean header = named || !data && (unlike || distinct(top));
    int skip = first == 0 ? 0 : (int) wide.get(0).line() - 1;
    return new Table(
        skip, header ? top : List.of(), named || data || unlike, header ? below : wide);
  }

  /** A title or a date above the table has fewer cells, or leaves all but one empty. */
  private static int first(List<Sampled> rows, int width) {
    for (int i = 0; i < rows.size(); i++) {
      int from = i;
      int to = Math.min(rows.size(), i + CERTAIN);
      boolean wide =
          IntStream.range(from, to).allMatch(at -> rows.get(at).cells().size() == width)
              && !isTitle(rows.get(i).cells());
      if (wide) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isTitle(List<String> cells) {
    return cells.size() > 2 && cells.stream().filter(cell -> !cell.isBlank()).count() <= 1;
  }

  private static boolean namesColumns(List<String> cells) {
    return cells.stream().anyMatch(cell -> Vocabulary.field(cell) != null)
        && cells.stream().noneMatch(Table::isData);
  }

  /** What no name of a column looks like. */
  private static boolean isData(String cell) {
    CellKind kind = CellKind.of(cell);
    return kind == CellKind.NUMBER || kind == CellKind.DATE || kind == CellKind.ADDRESS;
  }

  private static boolean distinct(List<String> cells) {
    Set<String> seen = new HashSet<>();
    return cells.stream().allMatch(cell -> !cell.isBlank() && seen.add(cell));
  }

  /** Whether a column has numbers, dates or addresses below a word. */
  private static boolean isUnlike(List<String> top, List<Sampled> below) {
    for (int column = 0; column < top.size(); column++) {
      int at = column;
      long filled = below.stream().filter(row -> !row.cells().get(at).isBlank()).count();
      long data = below.stream().filter(row -> isData(row.cells().get(at))).count();
      if (filled > 0 && data >= NEARLY_ALL * filled) {
        return true;
      }
    }
    return false;
  }

  /** The same without its last row, if that was read. */
  Table withoutLast(Reading reading) {
    boolean there =
        reading.whole() && body.size() > 1 && body.get(body.size() - 1) == last(reading);
    return there ? new Table(skip, header, sure, body.subList(0, body.size() - 1)) : this;
  }

  private static Sampled last(Reading reading) {
    return reading.rows().get(reading.rows().size() - 1);
  }

  /** What is in each of its columns. */
  Roles roles() {
    return Roles.of(
        IntStream.range(0, width())
            .filter(this::canBeNamed)
            .mapToObj(at -> ColumnFacts.of(at, header.isEmpty() ? "" : header.get(at), body))
            .toList());
  }

  /** A job file can't mean a column without a name, or one of two with the same. */
  private boolean canBeNamed(int at) {
    if (header.isEmpty()) {
      return true;
    }
    String key = ColumnName.key(header.get(at));
    return !key.isEmpty()
        && !Blanks.anyControlIn(key)
        && header.stream().filter(name -> ColumnName.key(name).equals(key)).count() == 1;
  }

  int width() {
    return header.isEmpty() ? (body.isEmpty() ? 0 : body.get(0).cells().size()) : header.size();
  }
}
