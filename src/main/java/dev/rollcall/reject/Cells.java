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

  /** Nothing that could be kept. */
  public static final Cells NONE = new Cells(null, null, null, null, null);
}
