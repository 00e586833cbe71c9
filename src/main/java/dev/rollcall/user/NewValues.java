package dev.rollcall.user;

import java.util.Objects;

/** What a row says of a user that is not deleted: something of each column, or that it stays. */
public record NewValues(LevelChange level, EmailChange email, Extras extras) {

  /** Says nothing. */
  public static final NewValues NOTHING = new NewValues(LevelChange.KEEP, EmailChange.KEEP);

  /** Of which nothing is said of extra columns. */
  public NewValues(LevelChange level, EmailChange email) {
    this(level, email, Extras.NONE);
  }

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
        level.from(defaults.level.from(LevelRules.DEFAULT_LEVEL)),
        extras.over(defaults.extras));
  }

  /** The user after, which is the same object if nothing changes. */
  public User applyTo(User user) {
    long newLevel = level.from(user.level());
    String newEmail = email.from(user.email());
    Extras newExtras = extras.over(user.extras());
    boolean same = newLevel == user.level() && Objects.equals(newEmail, user.email());
    return same && newExtras == user.extras()
        ? user
        : new User(user.id(), user.username(), newEmail, newLevel, newExtras);
  }

  /**
   * Whether what comes out depends on what was before: applied twice it is not the same as once.
   */
  public boolean isRelative() {
    return level instanceof LevelChange.By;
  }

  /** Whether a user can be found to have them: nothing is relative, and nothing secret. */
  public boolean areAState() {
    return !isRelative() && !extras.haveSecrets();
  }

  /** Whether it sets the same columns as another. */
  public boolean setsTheSame(NewValues other) {
    for (UserColumn column : UserColumn.OWN) {
      if (column.isSetBy(this) != column.isSetBy(other)) {
        return false;
      }
    }
    return extras.saysOfTheSame(other.extras);
  }
}
