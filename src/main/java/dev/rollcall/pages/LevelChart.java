package dev.rollcall.pages;

import dev.rollcall.reporting.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many users each level has, as bars.
 *
 * @param total all of them, in words
 * @param most the level that most of them have, in words
 * @param middle the level that half of them are on or below
 * @param more how many levels have no bar; empty if all have one
 */
record LevelChart(List<Bar> bars, String total, String most, String middle, String more) {

  private static final int MOST_BARS = 200;

  /**
   * A level.
   *
   * @param size the class that says how many users it has, of the level with the most
   */
  record Bar(String level, String users, String share, String size) {}

  private record Level(String level, long users) {}

  /**
   * The chart; null if there is nobody.
   *
   * @param rows of a level and its users each, lowest level first
   */
  static @Nullable LevelChart of(List<List<Value>> rows, Sizes sizes) {
    List<Level> levels =
        rows.stream()
            .map(row -> new Level(row.get(0).text(), Long.parseLong(row.get(1).text())))
            .toList();
    long total = levels.stream().mapToLong(Level::users).sum();
    if (total == 0) {
      return null;
    }
    Level most = levels.get(0);
    Level middle = levels.get(0);
    long below = 0;
    for (Level level : levels) {
      most = level.users > most.users ? level : most;
      middle = 2 * below < total ? level : middle;
      below += level.users;
    }
    List<Bar> bars = new ArrayList<>();
    for (Level level : levels.subList(0, Math.min(MOST_BARS, levels.size()))) {
      bars.add(
          new Bar(
              Figures.text(level.level),
              Figures.number(level.users),
              Figures.share(level.users, total),
              sizes.of(level.users, most.users)));
    }
    int more = levels.size() - bars.size();
    return new LevelChart(
        bars,
        Figures.counted(total, "user", "users"),
        Figures.text(most.level),
        Figures.text(middle.level),
        more == 0 ? "" : Figures.number(more));
  }
}
