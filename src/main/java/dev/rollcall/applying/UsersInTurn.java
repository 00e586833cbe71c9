package dev.rollcall.applying;

import dev.rollcall.user.FoundUsers;
import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/** The users of items that are in the order of a look-up, a user's items side by side. */
final class UsersInTurn implements KnownUsers {

  /** Null if there are no users at all. */
  private final @Nullable FoundUsers found;

  private int at = -1;
  private @Nullable String username;
  private boolean left;
  private @Nullable User asLeft;
  private long nextId;

  /**
   * @param found for each item, in their order; null if there are no users at all
   */
  UsersInTurn(@Nullable FoundUsers found, long nextId) {
    this.found = found;
    this.nextId = nextId;
  }

  @Override
  public void meet(String next) {
    at++;
    if (!next.equals(username)) {
      username = next;
      left = false;
    }
  }

  @Override
  public boolean isAtRest() {
    return !left && found != null && found.isAtRest(at);
  }

  @Override
  public @Nullable User user() {
    if (left) {
      return asLeft;
    }
    return found == null ? null : found.get(at);
  }

  @Override
  public void leave(@Nullable User user) {
    left = true;
    asLeft = user;
  }

  @Override
  public long newId() {
    return nextId++;
  }

  @Override
  public long nextId() {
    return nextId;
  }
}
