package dev.rollcall.reject;

import org.jspecify.annotations.Nullable;

/**
 * The cells of a row that the job maps, exactly as they were delivered; null where the input has no
 * such column, or where a cell can't be told from one that the job does not map.
 */
public record Cells(
    @Nullable String username,
    @Nullable String email,
    @Nullable String level,
    @Nullable String action,
    @Nullable String reason) {

  /** A cell that says null; see the fields for what that means of each. */
  public static final String NULL = "\\N";

  /** The cells in the order of {@link Field}. */
  public static Cells of(@Nullable String[] cells) {
    return new Cells(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  /** The cell of one field. */
  public @Nullable String of(Field field) {
    return switch (field) {
      case USERNAME -> username;
      case EMAIL -> email;
      case LEVEL -> level;
      case ACTION -> action;
      case REASON -> reason;
    };
  }

  /** The same with another cell of one field. */
  public Cells with(Field field, @Nullable String cell) {
    @Nullable String[] cells = new String[Field.ALL.size()];
    for (Field each : Field.ALL) {
      cells[each.ordinal()] = each == field ? cell : of(each);
    }
    return of(cells);
  }

  /** Nothing that could be kept. */
  public static final Cells NONE = new Cells(null, null, null, null, null);
}
