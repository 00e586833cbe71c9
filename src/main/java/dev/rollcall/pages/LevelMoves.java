package dev.rollcall.pages;

import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Move;
import dev.rollcall.text.Counted;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the levels of users moved.
 *
 * @param raised how many went up
 * @param lowered how many went down
 * @param map all moves; null where there are too many levels
 * @param listed whether the largest are listed, as the map is not there or has no room on a phone
 * @param largest the largest moves, largest first
 * @param more how many others there are, in words; empty if none
 */
record LevelMoves(
    String raised,
    String lowered,
    @Nullable HeatMap map,
    boolean listed,
    List<Bar> largest,
    String more) {

  private static final int MOST_BARS = 12;

  /**
   * A move.
   *
   * @param direction {@code raised} or {@code lowered}
   * @param size the class that says how many changes, of the move with the most
   */
  record Bar(long from, long to, String changes, String share, String direction, String size) {}

  /** The moves; null if no level moved. */
  static @Nullable LevelMoves of(Counts counts, List<Move> moves, Sizes sizes) {
    if (moves.isEmpty()) {
      return null;
    }
    List<Move> sorted =
        moves.stream()
            .sorted(
                Comparator.comparingLong(Move::changes)
                    .reversed()
                    .thenComparingLong(Move::from)
                    .thenComparingLong(Move::to))
            .toList();
    List<Move> largest = sorted.subList(0, Math.min(MOST_BARS, sorted.size()));
    List<Move> others = sorted.subList(largest.size(), sorted.size());
    long most = largest.get(0).changes();
    long all = changes(sorted);
    HeatMap map = HeatMap.of(moves, sizes);
    return new LevelMoves(
        Figures.number(counts.raised()),
        Figures.number(counts.lowered()),
        map,
        map == null || map.wide(),
        largest.stream().map(move -> bar(move, most, all, sizes)).toList(),
        others.isEmpty()
            ? ""
            : Counted.of(others.size(), "other move")
                + " with "
                + Counted.of(changes(others), "change"));
  }

  private static long changes(List<Move> moves) {
    return moves.stream().mapToLong(Move::changes).sum();
  }

  private static Bar bar(Move move, long most, long all, Sizes sizes) {
    return new Bar(
        move.from(),
        move.to(),
        Figures.number(move.changes()),
        Figures.share(move.changes(), all),
        direction(move),
        sizes.of(move.changes(), most));
  }

  static String direction(Move move) {
    return move.from() < move.to() ? "raised" : "lowered";
  }
}
