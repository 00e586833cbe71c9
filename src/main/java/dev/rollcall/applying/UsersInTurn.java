package dev.rollcall.applying;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/** The users of items that are in the order of a look-up, a user's items side by side. */
final class UsersInTurn extends KnownUsers {

  /** Null if there are no users at all. */
  private final @Nullable FoundUsers found;

  private int at = -1;
  private @Nullable String username;
  private boolean left;
  private @Nullable User asLeft;

  /**
   * @param found for each item, in their order; null if there are no users at all
   */
  UsersInTurn(@Nullable FoundUsers found, long nextId) {
    super(nextId);
    this.found = found;
  }

  @Override
  void meet(String next) {
    at++;
    if (!next.equals(username)) {
      username = next;
      left = false;
    }
  }

  @Override
  boolean isAtRest() {
    return !left && found != null && found.isAtRest(at);
  }

  @Override
  @Nullable User user() {
    if (left) {
      return asLeft;
    }
    return found == null ? null : found.get(at);
  }

  @Override
  void leave(@Nullable User user) {
    left = true;
    asLeft = user;
  }
}
