package dev.rollcall.runs;

import dev.rollcall.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, and how the user came to be so.
 *
 * @param user null if there is none of this name, or none any more
 * @param changes oldest first; those that runs made, so not everything if others also write
 */
public record UserHistory(@Nullable User user, List<PastChange> changes) {

  /** Whether there is no such user, nor was one by a run. */
  public boolean isEmpty() {
    return user == null && changes.isEmpty();
  }
}
