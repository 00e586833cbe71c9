package dev.rollcall.runs;

import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a run did to its user.
 *
 * @param line where the row begins in the input
 * @param before the user before, null if the row created it
 * @param after the user after, null if the row deleted it
 * @param reason the row's own words, null if it gave none
 */
public record Change(
    long line, @Nullable User before, @Nullable User after, @Nullable String reason) {

  public Change {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of nobody at line " + line);
    }
  }

  /** Created, updated or deleted. */
  public Kind kind() {
    if (before == null) {
      return Kind.CREATED;
    }
    return after == null ? Kind.DELETED : Kind.UPDATED;
  }

  /** The user as the row left it, or as it was if the row deleted it. */
  public User user() {
    User user = after != null ? after : before;
    if (user == null) {
      throw new IllegalStateException("a change of nobody at line " + line);
    }
    return user;
  }

  /** By how much the row moved the level of a user that existed before and after. */
  public long levelMove() {
    return before == null || after == null ? 0 : after.level() - before.level();
  }

  /** What the ledger calls a change. */
  public enum Kind {
    CREATED("created"),
    UPDATED("updated"),
    DELETED("deleted");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As the ledger has it: {@code created}. */
    public String word() {
      return word;
    }
  }
}
