package dev.rollcall.applying;

import dev.rollcall.user.User;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users of items in any order; a draft is laid over what is certain. */
final class UsersByName extends KnownUsers {

  private final Map<String, @Nullable User> known;
  private final @Nullable UsersByName below;
  private String username = "";

  private UsersByName(Map<String, @Nullable User> known, @Nullable UsersByName below, long nextId) {
    super(nextId);
    this.known = known;
    this.below = below;
  }

  /**
   * As they were found.
   *
   * @param found all that there are, of those that the items name
   */
  static UsersByName found(Map<String, User> found, long nextId) {
    return new UsersByName(new HashMap<>(found), null, nextId);
  }

  /** A draft: what it says of a user hides what is below, until it is taken or forgotten. */
  static UsersByName over(UsersByName below) {
    return new UsersByName(new HashMap<>(), below, below.nextId());
  }

  void take(UsersByName draft) {
    known.putAll(draft.known);
    goOnFrom(draft);
  }

  @Override
  void meet(String next) {
    username = next;
  }

  @Override
  boolean isAtRest() {
    return false;
  }

  @Override
  @Nullable User user() {
    return get(username);
  }

  private @Nullable User get(String name) {
    if (below == null || known.containsKey(name)) {
      return known.get(name);
    }
    return below.get(name);
  }

  @Override
  void leave(@Nullable User user) {
    known.put(username, user);
  }
}
