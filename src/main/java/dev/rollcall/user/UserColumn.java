package dev.rollcall.user;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept with a user beside id and username: the one list of which statements, the ledger's
 * columns, comparisons, look-ups, JSON and pages are made, in its order.
 */
public enum UserColumn {
  LEVEL("level", LevelRules.DEFAULT_LEVEL, true) {
    @Override
    public @Nullable Object of(User user) {
      return user.level();
    }

    @Override
    public boolean isSame(User one, User other) {
      return one.level() == other.level();
    }

    @Override
    public <E extends Exception> void give(User user, Taker<E> taker) throws E {
      taker.number(user.level());
    }
  },

  EMAIL("e-mail address", null, false) {
    @Override
    public @Nullable Object of(User user) {
      return user.email();
    }

    @Override
    public boolean isSame(User one, User other) {
      return Objects.equals(one.email(), other.email());
    }

    @Override
    public <E extends Exception> void give(User user, Taker<E> taker) throws E {
      taker.text(user.email());
    }
  };

  /** In their order. */
  public static final List<UserColumn> ALL = List.of(values());

  private final String label;
  private final @Nullable Long otherwise;
  private final boolean shown;

  UserColumn(String label, @Nullable Long otherwise, boolean shown) {
    this.label = label;
    this.otherwise = otherwise;
    this.shown = shown;
  }

  /** A {@code Long} or a {@code String}, as the column is; null if the user has none. */
  public abstract @Nullable Object of(User user);

  /** Hands over what the user has in it, without an object for a number: for millions of users. */
  public abstract <E extends Exception> void give(User user, Taker<E> taker) throws E;

  /** Takes values of columns. */
  public interface Taker<E extends Exception> {
    void number(long value) throws E;

    /** A text, or null. */
    void text(@Nullable String value) throws E;
  }

  /** Whether two states of a user have the same in it. */
  public abstract boolean isSame(User one, User other);

  /** As tables, JSON and changes have it: {@code email}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a sentence has it: {@code e-mail address}. */
  public String label() {
    return label;
  }

  /** Whether it holds texts, of which a user may have none; else whole numbers. */
  public boolean isText() {
    return otherwise == null;
  }

  /** The number that counts where a database has none; null for texts. */
  public @Nullable Long otherwise() {
    return otherwise;
  }

  /** Whether messages, logs and pages may show what it holds. */
  public boolean isShown() {
    return shown;
  }

  /** The columns in which two states of a user differ. */
  public static Set<UserColumn> differing(User one, User other) {
    Set<UserColumn> columns = EnumSet.noneOf(UserColumn.class);
    for (UserColumn column : ALL) {
      if (!column.isSame(one, other)) {
        columns.add(column);
      }
    }
    return columns;
  }
}
