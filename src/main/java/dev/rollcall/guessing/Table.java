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
 * @param above the rows above it
 * @param skip how many lines that are
 * @param header the names of its columns; empty if the first row is one like others
 * @param sure whether the rows tell that the first one is a header, or is none
 * @param body its rows, as far as they were read; all as wide as the table
 */
record Table(List<Sampled> above, int skip, List<String> header, boolean sure, List<Sampled> body) {

  private static final double NEARLY_ALL = 0.9;

  /** How far down a row that names columns may be. */
  private static final int DEEPEST = 50;

  static Table of(Reading reading) {
    List<Sampled> rows = reading.rows();
    int first = first(rows, reading.width());
    if (first == rows.size()) {
      return new Table(List.of(), 0, List.of(), false, List.of());
    }
    List<String> top = rows.get(first).cells();
    long names = names(top);
    long data = top.stream().filter(Table::isData).count();
    boolean header = names > 0 || data == 0 && (distinct(top) || isUnlike(top, rows, first));
    int width = header ? top.size() : reading.width();
    List<Sampled> body =
        rows.subList(header ? first + 1 : first, rows.size()).stream()
            .filter(row -> row.cells().size() == width)
            .toList();
    // A user may be called user; but not with a number below it, or an address.
    boolean sure =
        header ? data == 0 && (names > 1 || isUnlike(top, rows, first)) : data > 0 && names == 0;
    int skip = first == 0 ? 0 : (int) rows.get(first).line() - 1;
    return new Table(rows.subList(0, first), skip, header ? top : List.of(), sure, body);
  }

  /**
   * Where the table begins: at the first row that names columns, whatever is above it; else behind
   * rows of one cell, such as titles, if the table has more.
   */
  private static int first(List<Sampled> rows, int width) {
    for (int at = 0; at < Math.min(rows.size(), DEEPEST); at++) {
      if (names(rows.get(at).cells()) > (at == 0 ? 0 : 1)) {
        return at;
      }
    }
    int at = 0;
    while (at < rows.size() && width > 1 && isTitle(rows.get(at).cells(), width)) {
      at++;
    }
    return at;
  }

  private static boolean isTitle(List<String> cells, int width) {
    return cells.size() != width && cells.stream().filter(cell -> !cell.isBlank()).count() <= 1;
  }

  /** How many cells are names of columns. */
  private static long names(List<String> cells) {
    return cells.stream().filter(cell -> Vocabulary.field(cell) != null).count();
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
  private static boolean isUnlike(List<String> top, List<Sampled> rows, int first) {
    List<Sampled> below =
        rows.subList(first + 1, rows.size()).stream()
            .filter(row -> row.cells().size() == top.size())
            .toList();
    for (int column = 0; column < top.size(); column++) {
      int at = column;
      long filled = below.stream().filter(row -> !row.cells().get(at).isBlank()).count();
      long data = below.stream().filter(row -> isData(row.cells().get(at))).count();
      if (filled > 0 && data >= NEARLY_ALL * filled && !isData(top.get(at))) {
        return true;
      }
    }
    return false;
  }

  /** The same without its last row, if that was read. */
  Table withoutLast(Reading reading) {
    boolean there =
        reading.whole() && body.size() > 1 && body.get(body.size() - 1) == last(reading);
    return there ? new Table(above, skip, header, sure, body.subList(0, body.size() - 1)) : this;
  }

  private static Sampled last(Reading reading) {
    return reading.rows().get(reading.rows().size() - 1);
  }

  /** Whether a row above it looks like one of a user. */
  boolean mayBeginAbove() {
    return above.stream()
        .anyMatch(
            row -> row.cells().stream().anyMatch(cell -> CellKind.of(cell) == CellKind.ADDRESS));
  }

  /** What is in each of its columns. */
  Roles roles() {
    return Roles.of(
        IntStream.range(0, width())
            .filter(this::canBeNamed)
            .mapToObj(at -> ColumnFacts.of(at, header.isEmpty() ? "" : header.get(at), body))
            .toList(),
        !header.isEmpty());
  }

  /** A job file can't mean a column without a name, or one of two with the same. */
  private boolean canBeNamed(int at) {
    if (header.isEmpty()) {
      return true;
    }
    String key = ColumnName.key(header.get(at));
    return !key.isEmpty() && !Blanks.anyControlIn(key) && count(key) == 1;
  }

  private long count(String key) {
    return header.stream().filter(name -> ColumnName.key(name).equals(key)).count();
  }

  /** Names of columns that a job would read if they were not there twice. */
  List<String> twice() {
    return header.stream()
        .map(ColumnName::key)
        .filter(key -> Vocabulary.field(key) != null && count(key) > 1)
        .distinct()
        .toList();
  }

  int width() {
    return header.isEmpty() ? (body.isEmpty() ? 0 : body.get(0).cells().size()) : header.size();
  }
}
