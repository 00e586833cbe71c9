package dev.rollcall.applying;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/** The users of some items as the items so far left them: those of one item after the other. */
abstract class KnownUsers {

  private long nextId;

  KnownUsers(long nextId) {
    this.nextId = nextId;
  }

  /** Turns to the user of the next item. */
  abstract void meet(String username);

  /** Whether nothing need be known of the user: every item so far leaves him as he is. */
  abstract boolean isAtRest();

  /** Null if there is nobody; not to be asked of one at rest. */
  abstract @Nullable User user();

  /**
   * Says how the item leaves the user.
   *
   * @param user null if it deletes him
   */
  abstract void leave(@Nullable User user);

  /**
   * Of a user that is created; each one higher than the last.
   *
   * @throws Failure {@code DATABASE_UNUSABLE} if none is higher
   */
  final long newId() {
    if (nextId == Long.MIN_VALUE) {
      throw Failure.of(
          ProblemCode.DATABASE_UNUSABLE,
          "there are no ids left for new users: one has, or had, the highest there can be",
          "give that user a lower id; if the table of the users is autoincrement, lower its row in"
              + " sqlite_sequence, too");
    }
    return nextId++;
  }

  /** What {@link #newId} would be. */
  final long nextId() {
    return nextId;
  }

  /** Continues with the ids where others have stopped. */
  final void goOnFrom(KnownUsers others) {
    nextId = others.nextId;
  }
}
