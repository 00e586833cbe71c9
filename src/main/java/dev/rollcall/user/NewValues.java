package dev.rollcall.user;

import java.util.Objects;

/** What a row says of a user that is not deleted: something of each column, or that it stays. */
public record NewValues(LevelChange level, EmailChange email) {

  /** Says nothing. */
  public static final NewValues NOTHING = new NewValues(LevelChange.KEEP, EmailChange.KEEP);

  /** The user that is created. */
  public User create(long id, String username) {
    return create(id, username, NOTHING);
  }

  /** The same, with defaults for what the row does not say. */
  public User create(long id, String username, NewValues defaults) {
    return new User(
        id,
        username,
        email.from(defaults.email.from(null)),
        level.from(defaults.level.from(LevelRules.DEFAULT_LEVEL)));
  }

  /** The user after, which is the same object if nothing changes. */
  public User applyTo(User user) {
    long newLevel = level.from(user.level());
    String newEmail = email.from(user.email());
    return newLevel == user.level() && Objects.equals(newEmail, user.email())
        ? user
        : new User(user.id(), user.username(), newEmail, newLevel);
  }

  /**
   * Whether what comes out depends on what was before: applied twice it is not the same as once.
   */
  public boolean isRelative() {
    return level instanceof LevelChange.By;
  }

  /** Hands over what a new user has in the column. */
  public <E extends Exception> void give(UserColumn column, UserColumn.Taker<E> taker) throws E {
    switch (column) {
      case LEVEL -> taker.number(level.from(LevelRules.DEFAULT_LEVEL));
      case EMAIL -> taker.text(email.from(null));
    }
  }

  /** Whether it sets the column, whatever was before. */
  public boolean sets(UserColumn column) {
    return switch (column) {
      case LEVEL -> level instanceof LevelChange.SetTo;
      case EMAIL -> email instanceof EmailChange.SetTo;
    };
  }

  /** Whether it sets the same columns as another. */
  public boolean setsTheSame(NewValues other) {
    for (UserColumn column : UserColumn.ALL) {
      if (sets(column) != other.sets(column)) {
        return false;
      }
    }
    return true;
  }
}
