package dev.rollcall.database;

import dev.rollcall.user.EmailChange;
import dev.rollcall.user.LevelChange;
import org.jspecify.annotations.Nullable;

/**
 * Whom a look-up asks for.
 *
 * @param atRest the state in which a user that exists need not be shown, null to be shown any
 */
public record Sought(String username, @Nullable AtRest atRest) {

  /**
   * A state of a user: the one in which these two change nothing.
   *
   * @param level nothing relative, whose result is no state
   */
  public record AtRest(EmailChange email, LevelChange level) {
    public AtRest {
      if (level instanceof LevelChange.By) {
        throw new IllegalArgumentException("a relative level is no state");
      }
    }
  }
}
