package dev.rollcall.user;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user has in extra columns, or what a row says of them; of some it may say nothing.
 * Immutable.
 */
public final class Extras {

  /** Nothing is said, and there are no columns. */
  public static final Extras NONE = new Extras(UserColumns.OWN, 0, new Object[0]);

  private final UserColumns columns;

  /** Has a bit for each column of which something is said; there are fewer than an int has. */
  private final int said;

  /** By column; null also where nothing is said. */
  private final @Nullable Object[] values;

  private Extras(UserColumns columns, int said, @Nullable Object[] values) {
    this.columns = columns;
    this.said = said;
    this.values = values;
  }

  /** Gathers values of some columns. */
  public static final class Builder {

    private final UserColumns columns;
    private int said;
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
      }
      said |= 1 << column.index();
      values[column.index()] = value;
    }

    /** All that was said. */
    public Extras build() {
      return values == null ? NONE : new Extras(columns, said, values);
    }
  }

  /** All columns of a user who has these. */
  List<UserColumn> all() {
    return columns.all();
  }

  /** Whether it says something of the column. */
  public boolean says(ExtraColumn column) {
    return (said >> column.index() & 1) == 1;
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
    return said == other.said;
  }

  /** Whether something secret is said. */
  boolean haveSecrets() {
    if (!columns.haveSecrets()) {
      return false;
    }
    for (Object value : values) {
      if (value instanceof Secret) {
        return true;
      }
    }
    return false;
  }

  /** What is below, but for what this says; the same object if that is nothing else. */
  public Extras over(Extras below) {
    if (said == 0 || isSaidBy(below)) {
      return below;
    }
    if ((below.said & ~said) == 0) {
      return this;
    }
    @Nullable Object[] merged = below.values.clone();
    for (int i = 0; i < values.length; i++) {
      if ((said >> i & 1) == 1) {
        merged[i] = values[i];
      }
    }
    return new Extras(below.columns, said | below.said, merged);
  }

  /** Whether others say all of this, and the same of it. */
  private boolean isSaidBy(Extras others) {
    if ((said & ~others.said) != 0) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if ((said >> i & 1) == 1 && !same(others.values[i], values[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether two values are the same; a secret is only the same as itself. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other);
  }
}
