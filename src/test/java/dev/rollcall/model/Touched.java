package dev.rollcall.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many of the users there were before are gone or retired, have a lower level, or are other
 * than before in any way: what guards judge.
 */
public record Touched(long deleted, long lowered, long changed) {

  public static Touched between(
      Collection<ModelUser> before, Collection<ModelUser> after, ModelOutcome outcome) {
    Map<String, ModelUser> left = new HashMap<>();
    after.forEach(user -> left.put(user.username(), user));
    long deleted = 0;
    long lowered = 0;
    long changed = 0;
    for (ModelUser user : before) {
      ModelUser now = left.get(user.username());
      deleted += now == null ? 1 : 0;
      lowered += now != null && now.effectiveLevel() < user.effectiveLevel() ? 1 : 0;
      changed += user.equals(now) ? 0 : 1;
    }
    return new Touched(deleted + outcome.retired().size(), lowered, changed);
  }
}
