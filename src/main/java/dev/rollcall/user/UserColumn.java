package dev.rollcall.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept with a user beside id and username: the one list of which statements, the ledger's
 * columns, comparisons, look-ups, JSON and pages are made, in its order. A database may have {@link
 * ExtraColumn} beside these.
 */
public abstract class UserColumn {

  public static final UserColumn LEVEL = new Level();
  public static final UserColumn EMAIL = new Email();

  /** Those of every user, in their order. */
  public static final List<UserColumn> OWN = List.of(LEVEL, EMAIL);

  private static final Set<String> RESERVED =
      Set.of("rowid", "oid", "_rowid_", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  private final int place;
  private final String word;
  private final String label;
  private final boolean text;
  private final boolean shown;

  UserColumn(int place, String word, String label, boolean text, boolean shown) {
    this.place = place;
    this.word = word;
    this.label = label;
    this.text = text;
    this.shown = shown;
  }

  /** Whether every user has a column of this name. */
  public static boolean isOwn(String name) {
    return Stream.concat(Stream.of("id", "username"), OWN.stream().map(UserColumn::word))
        .anyMatch(name::equals);
  }

  /**
   * Whether no column can have this name: in SQLite the number of a row goes by it, or in
   * PostgreSQL a column of the system.
   */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /** A {@code Long} or a {@code String}, as the column is; null if the user has none. */
  public abstract @Nullable Object of(User user);

  /** Hands over what the user has in it, without an object for a number: for millions of users. */
  public abstract <E extends Exception> void give(User user, Taker<E> taker) throws E;

  /** Hands over what a new user has in it, of whom a row says this. */
  public abstract <E extends Exception> void give(NewValues values, Taker<E> taker) throws E;

  /** Whether a row that says this sets it, whatever was before. */
  public abstract boolean isSetBy(NewValues values);

  /** Takes values of columns. */
  public interface Taker<E extends Exception> {
    void number(long value) throws E;

    /** A text, or null. */
    void text(@Nullable String value) throws E;
  }

  /**
   * Whether a user has the same in it as another state of the user, as far as that one says it: of
   * an extra column it may not be known.
   */
  public abstract boolean isSame(User one, User other);

  /** Whether it has to be written to make of the user before the one after. */
  public boolean differs(User before, User after) {
    return !isSame(before, after);
  }

  /** A user who has in it what another state of the user has, and else is as he is. */
  public abstract User taken(User from, User user);

  /** What is written for the user: as {@link #of}, and what is secret, too. */
  public @Nullable Object stored(User user) {
    return of(user);
  }

  /** Where it is among all columns, from 0. */
  public int place() {
    return place;
  }

  /** As tables, JSON and changes have it: {@code email}. */
  public String word() {
    return word;
  }

  /** As a sentence has it: {@code e-mail address}. */
  public String label() {
    return label;
  }

  /** Whether it holds texts, of which a user may have none; else whole numbers. */
  public boolean isText() {
    return text;
  }

  /** The number that counts where a database has none; null if that counts as nothing. */
  public @Nullable Long otherwise() {
    return null;
  }

  /** Whether the program knows what a new user has in it of whom nobody says it. */
  public boolean isForeseen() {
    return true;
  }

  /** Whether messages, logs and pages may show what it holds. */
  public boolean isShown() {
    return shown;
  }

  /** Whether it is written, and never read or shown. */
  public boolean isSecret() {
    return false;
  }

  /** The columns in which two states of a user differ. */
  public static List<UserColumn> differing(User before, User after) {
    List<UserColumn> columns = new ArrayList<>();
    for (UserColumn column : after.columns()) {
      if (column.differs(before, after)) {
        columns.add(column);
      }
    }
    return columns;
  }

  @Override
  public String toString() {
    return word;
  }

  private static final class Level extends UserColumn {

    Level() {
      super(0, "level", "level", false, true);
    }

    @Override
    public Object of(User user) {
      return user.level();
    }

    @Override
    public boolean isSame(User one, User other) {
      return one.level() == other.level();
    }

    @Override
    public User taken(User from, User user) {
      return new User(user.id(), user.username(), user.email(), from.level(), user.extras());
    }

    @Override
    public <E extends Exception> void give(User user, Taker<E> taker) throws E {
      taker.number(user.level());
    }

    @Override
    public <E extends Exception> void give(NewValues values, Taker<E> taker) throws E {
      taker.number(values.level().from(LevelRules.DEFAULT_LEVEL));
    }

    @Override
    public boolean isSetBy(NewValues values) {
      return values.level() instanceof LevelChange.SetTo;
    }

    @Override
    public Long otherwise() {
      return LevelRules.DEFAULT_LEVEL;
    }
  }

  private static final class Email extends UserColumn {

    Email() {
      super(1, "email", "e-mail address", true, false);
    }

    @Override
    public @Nullable Object of(User user) {
      return user.email();
    }

    @Override
    public boolean isSame(User one, User other) {
      return Objects.equals(one.email(), other.email());
    }

    @Override
    public User taken(User from, User user) {
      return new User(user.id(), user.username(), from.email(), user.level(), user.extras());
    }

    @Override
    public <E extends Exception> void give(User user, Taker<E> taker) throws E {
      taker.text(user.email());
    }

    @Override
    public <E extends Exception> void give(NewValues values, Taker<E> taker) throws E {
      taker.text(values.email().from(null));
    }

    @Override
    public boolean isSetBy(NewValues values) {
      return values.email() instanceof EmailChange.SetTo;
    }
  }
}
