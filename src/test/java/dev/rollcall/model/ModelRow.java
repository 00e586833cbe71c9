package dev.rollcall.model;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file, as whoever made the file meant it.
 *
 * @param line where it begins
 * @param formFault the code of a fault that makes it no proper row, such as {@code COLUMN_COUNT},
 *     or of the reject that it stays; null if it is to be judged
 * @param username null, like every other cell, where the file has no such column
 * @param extras cells of extra columns by the names of these, as far as the file has them
 */
public record ModelRow(
    long line,
    @Nullable String formFault,
    @Nullable String username,
    @Nullable String email,
    @Nullable String level,
    @Nullable String action,
    @Nullable String reason,
    Map<String, String> extras) {

  public ModelRow {
    extras = new TreeMap<>(extras);
  }

  /** One of a file without extra columns. */
  public ModelRow(
      long line,
      @Nullable String formFault,
      @Nullable String username,
      @Nullable String email,
      @Nullable String level,
      @Nullable String action,
      @Nullable String reason) {
    this(line, formFault, username, email, level, action, reason, Map.of());
  }

  /** Whether a level of the row, as it is meant, moves its user from wherever he is. */
  public boolean isRelative() {
    return level != null && CellText.strip(level).matches("[+-]0*[1-9][0-9]*");
  }
}
