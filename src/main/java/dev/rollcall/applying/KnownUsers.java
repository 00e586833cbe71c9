package dev.rollcall.applying;

import dev.rollcall.user.User;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users of a chunk as its items so far left them; a draft is laid over what is certain. */
final class KnownUsers {

  private final Map<String, @Nullable User> known;
  private final @Nullable KnownUsers below;
  private final boolean nobodyElse;
  private long nextId;

  private KnownUsers(
      Map<String, @Nullable User> known,
      @Nullable KnownUsers below,
      boolean nobodyElse,
      long nextId) {
    this.known = known;
    this.below = below;
    this.nobodyElse = nobodyElse;
    this.nextId = nextId;
  }

  /**
   * As they were found.
   *
   * @param found null for a user that does not exist; one that is left out is at rest
   */
  static KnownUsers found(Map<String, @Nullable User> found, long nextId) {
    return new KnownUsers(found, null, false, nextId);
  }

  /** Of users of whom none exists. */
  static KnownUsers nobody(long nextId) {
    return new KnownUsers(new HashMap<>(), null, true, nextId);
  }

  /** A draft: what it says of a user hides what is below, until it is taken or forgotten. */
  static KnownUsers over(KnownUsers below) {
    return new KnownUsers(new HashMap<>(), below, below.nobodyElse, below.nextId);
  }

  /** Whether nothing need be known of the user: every item of the chunk leaves him as he is. */
  boolean isAtRest(String username) {
    return !nobodyElse
        && !known.containsKey(username)
        && (below == null || below.isAtRest(username));
  }

  @Nullable User get(String username) {
    if (below == null || known.containsKey(username)) {
      return known.get(username);
    }
    return below.get(username);
  }

  void put(String username, @Nullable User user) {
    known.put(username, user);
  }

  long newId() {
    return nextId++;
  }

  long nextId() {
    return nextId;
  }

  void take(KnownUsers draft) {
    known.putAll(draft.known);
    nextId = draft.nextId;
  }
}
