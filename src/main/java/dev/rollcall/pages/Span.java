package dev.rollcall.pages;

import java.util.List;
import java.util.TreeSet;

/** Levels next to each other that share a place on a page; often just one. */
record Span(long first, long last) {

  /** {@code 7}, or {@code 5–9}. */
  String word() {
    return first == last ? Long.toString(first) : first + "–" + last;
  }

  boolean holds(long level) {
    return first <= level && level <= last;
  }

  boolean isJoined() {
    return first < last;
  }

  /** Each level by itself if there is room, else spans of one width; none that nobody is in. */
  static List<Span> of(TreeSet<Long> levels, int most) {
    for (long width = 1; ; width = wider(width)) {
      TreeSet<Long> firsts = new TreeSet<>();
      for (long level : levels) {
        firsts.add(Math.floorDiv(level, width) * width);
      }
      if (firsts.size() <= most) {
        long last = width - 1;
        return firsts.stream()
            .map(
                first ->
                    new Span(
                        Math.max(first, levels.first()), Math.min(first + last, levels.last())))
            .toList();
      }
    }
  }

  /** 1, 2, 5, 10, 20, 50 and so on. */
  private static long wider(long width) {
    return Long.toString(width).startsWith("2") ? width / 2 * 5 : width * 2;
  }
}
