package dev.rollcall.pages;

import dev.rollcall.runs.Move;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many changes moved a level from where to where, as rows and columns of levels. Where there
 * are too many for a page, neighbours share a row and a column.
 *
 * @param levels the heads of the columns
 * @param joined whether levels share rows and columns
 */
record HeatMap(List<String> levels, List<Line> lines, boolean joined) {

  /** How many columns can still be read on a phone. */
  private static final int MOST = 12;

  /**
   * A row of the map.
   *
   * @param from the level, or levels, before
   */
  record Line(String from, List<Cell> cells) {}

  /**
   * Where a row and a column meet.
   *
   * @param shown the number of changes, shortened; empty if there were none
   * @param direction {@code raised}, {@code lowered}, or {@code within} the same row and column
   * @param size the class that says how many there were
   * @param title the whole figure, in words
   */
  record Cell(String shown, String direction, String size, String title) {}

  /** The map; null if no level moved. */
  static @Nullable HeatMap of(List<Move> moves, Sizes sizes) {
    if (moves.isEmpty()) {
      return null;
    }
    List<Span> spans = spans(moves);
    long[][] counts = new long[spans.size()][spans.size()];
    long most = 0;
    for (Move move : moves) {
      int from = indexOf(spans, move.from());
      int to = indexOf(spans, move.to());
      counts[from][to] += move.changes();
      most = Math.max(most, counts[from][to]);
    }
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < spans.size(); from++) {
      List<Cell> cells = new ArrayList<>();
      for (int to = 0; to < spans.size(); to++) {
        cells.add(cell(spans, from, to, counts[from][to], most, sizes));
      }
      lines.add(new Line(spans.get(from).word(), cells));
    }
    boolean joined = spans.stream().anyMatch(Span::isJoined);
    return new HeatMap(spans.stream().map(Span::word).toList(), lines, joined);
  }

  private static Cell cell(List<Span> spans, int from, int to, long count, long most, Sizes sizes) {
    if (count == 0) {
      return new Cell("", from == to ? "none same" : "none", sizes.of(0, 1), "");
    }
    String direction = from == to ? "within" : from < to ? "raised" : "lowered";
    String title =
        spans.get(from).word() + " → " + spans.get(to).word() + ": " + Counted.of(count, "change");
    // The root, so that the few are told apart as well as the many.
    String size = sizes.of(Math.sqrt(count), Math.sqrt(most));
    return new Cell(Figures.compact(count), direction, size, title);
  }

  private static int indexOf(List<Span> spans, long level) {
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).holds(level)) {
        return i;
      }
    }
    throw new IllegalStateException("level " + level + " has no place");
  }

  private static List<Span> spans(List<Move> moves) {
    TreeSet<Long> levels = new TreeSet<>();
    for (Move move : moves) {
      levels.add(move.from());
      levels.add(move.to());
    }
    return Span.of(levels, MOST);
  }
}
