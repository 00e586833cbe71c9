package dev.rollcall.applying;

import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/** The users of some items as the items so far left them: those of one item after the other. */
interface KnownUsers {

  /** Turns to the user of the next item. */
  void meet(String username);

  /** Whether nothing need be known of the user: every item so far leaves him as he is. */
  boolean isAtRest();

  /** Null if there is nobody; not to be asked of one at rest. */
  @Nullable User user();

  /**
   * Says how the item leaves the user.
   *
   * @param user null if it deletes him
   */
  void leave(@Nullable User user);

  /** Of a user that is created; each one higher than the last. */
  long newId();

  /** What {@link #newId} would be. */
  long nextId();
}
