package dev.rollcall.runs;

import dev.rollcall.user.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, and how the user became what it is.
 *
 * @param user null if there is none of this name, or none any more
 * @param changes oldest first; those that runs made, so not everything if others also write
 * @param damaged the runs of further changes, which no run can have written so, newest first
 * @param prunedBefore changes of runs that ended up to then may be gone: UTC, ISO 8601; null if no
 *     run was pruned
 */
public record UserHistory(
    @Nullable User user,
    List<PastChange> changes,
    List<Long> damaged,
    @Nullable String prunedBefore) {

  /** Whether there is no such user, nor was one by a run. */
  public boolean isEmpty() {
    return user == null && changes.isEmpty() && damaged.isEmpty();
  }
}
