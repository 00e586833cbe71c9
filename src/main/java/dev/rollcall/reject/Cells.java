package dev.rollcall.reject;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a row that the job maps, exactly as they were delivered; null where the input has no
 * such column, or where a cell can't be told from one that the job does not map. Immutable.
 */
public final class Cells {

  /** A cell that says null; see the fields for what that means of each. */
  public static final String NULL = "\\N";

  /** Nothing that could be kept. */
  public static final Cells NONE = new Cells(null, null, null, null, null);

  private final @Nullable String[] cells;
  private final List<Field> extras;

  private Cells(@Nullable String[] cells, List<Field> extras) {
    this.cells = cells;
    this.extras = extras;
  }

  /** Without extra columns. */
  public Cells(
      @Nullable String username,
      @Nullable String email,
      @Nullable String level,
      @Nullable String action,
      @Nullable String reason) {
    this(new @Nullable String[] {username, email, level, action, reason}, List.of());
  }

  /** The cells in the order of {@link Field#OWN}; nobody may change them afterwards. */
  public static Cells of(@Nullable String[] cells) {
    return of(cells, List.of());
  }

  /**
   * The cells in the order of their fields; nobody may change them afterwards.
   *
   * @param extras the extra columns, whose cells are behind all others
   */
  public static Cells of(@Nullable String[] cells, List<Field> extras) {
    if (cells.length != Field.OWN.size() + extras.size()) {
      throw new IllegalArgumentException(cells.length + " cells");
    }
    return new Cells(cells, extras);
  }

  /** The cell of one field. */
  public @Nullable String of(Field field) {
    return field.place() < cells.length ? cells[field.place()] : null;
  }

  /** The cells in the order of their fields: a copy. */
  public @Nullable String[] all() {
    return cells.clone();
  }

  /** The same with another cell of one field. */
  public Cells with(Field field, @Nullable String cell) {
    @Nullable String[] others = cells.clone();
    others[field.place()] = cell;
    return new Cells(others, extras);
  }

  /** The extra columns, in their order. */
  public List<Field> extras() {
    return extras;
  }

  public @Nullable String username() {
    return cells[Field.USERNAME.place()];
  }

  public @Nullable String email() {
    return cells[Field.EMAIL.place()];
  }

  public @Nullable String level() {
    return cells[Field.LEVEL.place()];
  }

  public @Nullable String action() {
    return cells[Field.ACTION.place()];
  }

  public @Nullable String reason() {
    return cells[Field.REASON.place()];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cells those
        && Arrays.equals(cells, those.cells)
        && extras.equals(those.extras);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Cells");
    for (int place = 0; place < cells.length; place++) {
      boolean own = place < Field.OWN.size();
      Field field = own ? Field.OWN.get(place) : extras.get(place - Field.OWN.size());
      text.append(' ').append(field).append('=').append(field.isSecret() ? "…" : cells[place]);
    }
    return text.toString();
  }
}
