package dev.rollcall.pages;

import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many users each level has, as bars; where there are too many, neighbours share one.
 *
 * @param total all of them, in words
 * @param most what is the most common level, in words; empty if several are
 * @param middle the level that half of them are on or below; empty if all are on one
 * @param drawn whether bars say more than the figures beside them
 * @param joined whether levels share bars
 */
record LevelChart(
    List<Bar> bars, String total, String most, String middle, boolean drawn, boolean joined) {

  private static final int MOST_BARS = 25;

  /**
   * A level, or some next to each other.
   *
   * @param size the class that says how many users it has, of the bar with the most
   */
  record Bar(String level, String users, String share, String size) {}

  /**
   * The chart; null if there is nobody.
   *
   * @param levels the users of each level
   */
  static @Nullable LevelChart of(Map<Long, Long> levels, Sizes sizes) {
    TreeMap<Long, Long> sorted = new TreeMap<>(levels);
    long total = sorted.values().stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return null;
    }
    List<Span> spans = Span.of(new TreeSet<>(sorted.keySet()), MOST_BARS);
    long[] users = new long[spans.size()];
    sorted.forEach(
        (level, count) -> {
          for (int i = 0; i < users.length; i++) {
            users[i] += spans.get(i).holds(level) ? count : 0;
          }
        });
    long longest = 0;
    for (long each : users) {
      longest = Math.max(longest, each);
    }
    List<Bar> bars = new ArrayList<>();
    boolean drawn = false;
    for (int i = 0; i < users.length; i++) {
      drawn |= users[i] != longest;
      bars.add(
          new Bar(
              spans.get(i).word(),
              Figures.number(users[i]),
              Figures.share(users[i], total),
              sizes.of(users[i], longest)));
    }
    return new LevelChart(
        bars,
        Counted.of(total, "user"),
        most(sorted, total),
        sorted.size() == 1 ? "" : middle(sorted, total),
        drawn && bars.size() > 1,
        spans.stream().anyMatch(Span::isJoined));
  }

  /** {@code 1 (41.6 %)}; nothing in a tie. */
  private static String most(TreeMap<Long, Long> levels, long total) {
    long most = levels.values().stream().mapToLong(Long::longValue).max().orElse(0);
    List<Long> common =
        levels.entrySet().stream()
            .filter(level -> level.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return common.size() > 1 ? "" : common.get(0) + " (" + Figures.share(most, total) + ")";
  }

  private static String middle(TreeMap<Long, Long> levels, long total) {
    long below = 0;
    for (Map.Entry<Long, Long> level : levels.entrySet()) {
      below += level.getValue();
      if (2 * below >= total) {
        return Long.toString(level.getKey());
      }
    }
    throw new IllegalStateException("half of all users are on no level");
  }
}
