package dev.rollcall.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of users whom a mirror's file does not name, if they are not deleted.
 *
 * @param level null if it stays
 * @param set what they get in extra columns
 * @param deleteAfter how many days somebody must have been missing to be deleted; null for ever
 */
public record ModelMissing(
    @Nullable Long level, Map<String, Object> set, @Nullable Integer deleteAfter) {

  public ModelMissing {
    set = new TreeMap<>(set);
  }

  /** The same in a database without some columns; null if nothing is left of it. */
  @Nullable ModelMissing without(Set<String> columns) {
    Map<String, Object> left = new TreeMap<>(set);
    left.keySet().removeAll(columns);
    return level == null && left.isEmpty() ? null : new ModelMissing(level, left, deleteAfter);
  }

  /** The same that deletes after as many days. */
  public ModelMissing deletingAfter(int days) {
    return new ModelMissing(level, set, days);
  }

  /** Whether somebody who has been missing since then is to be deleted now. */
  boolean isDue(Instant since, Instant now) {
    return deleteAfter != null && !since.isAfter(now.minus(deleteAfter, ChronoUnit.DAYS));
  }

  /** The user as he is then. */
  public ModelUser retired(ModelUser user) {
    Map<String, @Nullable Object> extras = new TreeMap<>(user.extras());
    extras.putAll(set);
    boolean stays = level == null || level == user.effectiveLevel();
    return new ModelUser(user.username(), user.email(), stays ? user.level() : level, extras);
  }
}
