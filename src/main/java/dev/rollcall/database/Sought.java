package dev.rollcall.database;

import dev.rollcall.user.NewValues;
import org.jspecify.annotations.Nullable;

/**
 * Whom a look-up asks for.
 *
 * @param atRest the values that change nothing of a user who has them: a user that exists and has
 *     them need not be shown; null to be shown any. Nothing relative, whose result is no state
 */
public record Sought(String username, @Nullable NewValues atRest) {
  public Sought {
    if (atRest != null && !atRest.areAState()) {
      throw new IllegalArgumentException("a relative level, or a secret, is no state");
    }
  }
}
