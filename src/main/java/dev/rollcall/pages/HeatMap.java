package dev.rollcall.pages;

import dev.rollcall.runs.Move;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many changes moved a level from where to where, with a row and a column for each level.
 *
 * @param levels the heads of the columns
 * @param wide whether it has no room on a phone
 */
record HeatMap(List<Long> levels, List<Line> lines, boolean wide) {

  /** How many characters have room side by side; a column has at least four. */
  private static final int ROOM = 64;

  private static final int ROOM_ON_PHONE = 32;
  private static final int NARROWEST = 4;

  /**
   * A row of the map.
   *
   * @param from the level before
   */
  record Line(long from, List<Cell> cells) {}

  /**
   * Where a row and a column meet.
   *
   * @param shown the number of changes, shortened; empty if there were none
   * @param direction {@code raised}, {@code lowered}, {@code none}, or {@code same} where levels
   *     stay
   * @param size the class that says how many there were
   * @param title the whole figure, in words
   */
  record Cell(String shown, String direction, String size, String title) {}

  /** The map; null where there are too many levels for one. */
  static @Nullable HeatMap of(List<Move> moves, Sizes sizes) {
    TreeSet<Long> found = new TreeSet<>();
    long most = 0;
    for (Move move : moves) {
      found.add(move.from());
      found.add(move.to());
      most = Math.max(most, move.changes());
    }
    List<Long> levels = List.copyOf(found);
    int room = levels.size() * Math.max(NARROWEST, longest(levels));
    if (room > ROOM) {
      return null;
    }
    long[][] counts = new long[levels.size()][levels.size()];
    for (Move move : moves) {
      counts[levels.indexOf(move.from())][levels.indexOf(move.to())] += move.changes();
    }
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < counts.length; from++) {
      List<Cell> cells = new ArrayList<>();
      for (int to = 0; to < counts.length; to++) {
        Move move = new Move(levels.get(from), levels.get(to), counts[from][to]);
        cells.add(cell(move, most, sizes));
      }
      lines.add(new Line(levels.get(from), cells));
    }
    return new HeatMap(levels, lines, room > ROOM_ON_PHONE);
  }

  private static int longest(List<Long> levels) {
    return levels.stream().mapToInt(level -> Long.toString(level).length()).max().orElse(0);
  }

  private static Cell cell(Move move, long most, Sizes sizes) {
    if (move.changes() == 0) {
      return new Cell("", move.from() == move.to() ? "same" : "none", sizes.of(0, 1), "");
    }
    String title = move.from() + " → " + move.to() + ": " + Counted.of(move.changes(), "change");
    // The root, so that the few are told apart as well as the many.
    String size = sizes.of(Math.sqrt(move.changes()), Math.sqrt(most));
    return new Cell(Figures.compact(move.changes()), LevelMoves.direction(move), size, title);
  }
}
