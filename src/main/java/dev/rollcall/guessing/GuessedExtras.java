package dev.rollcall.guessing;

import dev.rollcall.text.Counted;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.UserColumn;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a job file could say of the columns that hold no field: users may keep them. */
final class GuessedExtras {

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private static final int LONGEST_NAME = 30;

  private final JobLines lines;
  private final boolean header;
  private final Map<String, ColumnFacts> columns = new LinkedHashMap<>();
  private int left;

  GuessedExtras(Guess guess, JobLines lines) {
    this.lines = lines;
    this.header = guess.format().header();
    Set<String> taken = new HashSet<>();
    for (ColumnFacts column : guess.roles().rest()) {
      // A name with an address in it is somebody's.
      if (!header || column.name().indexOf('@') >= 0 || column.filled() == 0) {
        continue;
      }
      if (columns.size() < ExtraColumn.MOST) {
        columns.put(name(column, taken), column);
      } else {
        left++;
      }
    }
  }

  void write() {
    if (columns.isEmpty()) {
      return;
    }
    lines.add(1, "# Not imported, unless users get columns for them and the job names these:");
    columns.forEach(
        (name, column) ->
            lines.add(
                1,
                "#   rollcall schema add-column "
                    + name
                    + (isInteger(column) ? " integer" : " text")));
    lines.add(
        1,
        "# extra: { "
            + columns.entrySet().stream()
                .map(
                    each ->
                        each.getKey() + ": " + JobLines.scalar(each.getValue().reference(header)))
                .collect(Collectors.joining(", "))
            + " }");
    if (left > 0) {
      String more = Counted.of(left, "more column");
      lines.add(1, "# (" + more + " behind these; users have at most " + ExtraColumn.MOST + ")");
    }
    List<String> secret =
        columns.entrySet().stream()
            .filter(each -> Vocabulary.isSecret(each.getValue().name()))
            .map(Map.Entry::getKey)
            .toList();
    if (!secret.isEmpty()) {
      lines.add(1, "# Written, and never read back or kept elsewhere:");
      lines.add(1, "# secret: [" + String.join(", ", secret) + "]");
    }
  }

  private static boolean isInteger(ColumnFacts column) {
    return column.values().keySet().stream().allMatch(cell -> INTEGER.matcher(cell).matches());
  }

  /** As databases have names: {@code full_name}. */
  private static String name(ColumnFacts column, Set<String> taken) {
    String words = Vocabulary.key(column.name()).replaceAll("[^a-z0-9]+", "_");
    String plain = words.replaceAll("^_+|_+$", "");
    String name = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    if (name.isEmpty() || !Character.isLetter(name.charAt(0))) {
      name = "column_" + (column.at() + 1);
    }
    String free = name;
    for (int i = 2; isTaken(free) || !taken.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static boolean isTaken(String name) {
    return UserColumn.isOwn(name) || UserColumn.isReserved(name);
  }
}
