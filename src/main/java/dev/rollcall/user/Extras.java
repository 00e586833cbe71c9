package dev.rollcall.user;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user has in extra columns, or what a row says of them; of some it may say nothing.
 * Immutable.
 */
public final class Extras {

  /** Nothing is said, and there are no columns. */
  public static final Extras NONE = new Extras(UserColumns.OWN, new Object[0]);

  private static final Object NOTHING = new Object();

  private final UserColumns columns;
  private final @Nullable Object[] values;

  private Extras(UserColumns columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  /** Gathers values of some columns. */
  public static final class Builder {

    private final UserColumns columns;
    private @Nullable Object @Nullable [] values;

    /**
     * @param columns of which it says something
     */
    public Builder(UserColumns columns) {
      this.columns = columns;
    }

    /**
     * Says what is in a column.
     *
     * @param value a {@code Long}, {@code String} or {@link Secret}, as the column is; null for
     *     nothing
     */
    public void set(ExtraColumn column, @Nullable Object value) {
      if (values == null) {
        values = new Object[columns.extras().size()];
        Arrays.fill(values, NOTHING);
      }
      values[column.index()] = value;
    }

    /** All that was said. */
    public Extras build() {
      return values == null ? NONE : new Extras(columns, values);
    }
  }

  /** All columns of a user who has these. */
  List<UserColumn> all() {
    return columns.all();
  }

  /** Whether it says something of the column. */
  public boolean says(ExtraColumn column) {
    return column.index() < values.length && values[column.index()] != NOTHING;
  }

  /** What it says of the column; null also if it says nothing. */
  public @Nullable Object of(ExtraColumn column) {
    return says(column) ? values[column.index()] : null;
  }

  /** What it says of one column. */
  Extras only(ExtraColumn column) {
    Builder only = new Builder(columns);
    if (says(column)) {
      only.set(column, of(column));
    }
    return only.build();
  }

  /** Whether it says something of the same columns as another. */
  boolean saysOfTheSame(Extras other) {
    if (values.length != other.values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == NOTHING != (other.values[i] == NOTHING)) {
        return false;
      }
    }
    return true;
  }

  /** Whether something secret is said. */
  boolean haveSecrets() {
    for (Object value : values) {
      if (value instanceof Secret) {
        return true;
      }
    }
    return false;
  }

  /** What is below, but for what this says; the same object if that is nothing else. */
  public Extras over(Extras below) {
    if (values.length == 0 || below.values.length == 0) {
      return values.length == 0 ? below : this;
    }
    boolean same = true;
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      whole &= values[i] != NOTHING || below.values[i] == NOTHING;
      same &= values[i] == NOTHING || same(below.values[i], values[i]);
    }
    if (same || whole) {
      return same ? below : this;
    }
    @Nullable Object[] merged = below.values.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != NOTHING) {
        merged[i] = values[i];
      }
    }
    return new Extras(below.columns, merged);
  }

  /** Whether two values are the same; a secret is only the same as itself. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other);
  }
}
