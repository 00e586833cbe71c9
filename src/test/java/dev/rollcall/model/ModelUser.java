package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param level null only in a database made elsewhere, where it counts as 1
 */
public record ModelUser(String username, @Nullable String email, @Nullable Long level) {

  /** The level that counts. */
  public long effectiveLevel() {
    return level == null ? 1 : level;
  }
}
