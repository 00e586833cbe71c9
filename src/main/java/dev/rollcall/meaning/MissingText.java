package dev.rollcall.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of missing users, as lines of a {@link Meaning}: none where they are deleted. */
final class MissingText {

  private static final String LEVEL = "missing.level ";
  private static final String SET = "missing.set ";
  private static final String DELETE_AFTER = "missing.delete-after ";
  private static final char DIVIDER = '\t';

  private MissingText() {}

  static List<String> lines(Missing missing) {
    List<String> lines = new ArrayList<>();
    if (missing.level() != null) {
      lines.add(LEVEL + missing.level());
    }
    missing.set().forEach((name, cell) -> lines.add(SET + name + DIVIDER + Meaning.oneLine(cell)));
    if (missing.deleteAfterDays() != null) {
      lines.add(DELETE_AFTER + missing.deleteAfterDays());
    }
    return lines;
  }

  static Missing parse(List<String> lines) {
    Long level = null;
    Integer days = null;
    Map<String, String> set = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith(LEVEL)) {
        level = Long.parseLong(line.substring(LEVEL.length()));
      } else if (line.startsWith(DELETE_AFTER)) {
        days = Integer.parseInt(line.substring(DELETE_AFTER.length()));
      } else if (line.startsWith(SET)) {
        int divider = line.indexOf(DIVIDER);
        set.put(
            line.substring(SET.length(), divider),
            Meaning.severalLines(line.substring(divider + 1)));
      }
    }
    return new Missing(level, set, days);
  }
}
