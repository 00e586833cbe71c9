package dev.rollcall.user;

import dev.rollcall.reject.Cells;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a username: 1 to {@value User#USERNAME_LENGTH} code points without control
 * characters and line ends, and not the two characters that mean null.
 */
public final class UsernameRule {

  private UsernameRule() {}

  /**
   * Why this is no username, or null if it is one.
   *
   * @param username without surrounding blanks
   */
  public static @Nullable RejectCode judge(String username) {
    return judge(username, false);
  }

  /**
   * The same.
   *
   * @param plain whether it is known to be plain; see {@link Blanks#isPlain}
   */
  public static @Nullable RejectCode judge(String username, boolean plain) {
    if (username.isEmpty() || username.equals(Cells.NULL)) {
      return RejectCode.USERNAME_MISSING;
    }
    if (username.codePointCount(0, username.length()) > User.USERNAME_LENGTH) {
      return RejectCode.USERNAME_TOO_LONG;
    }
    return !plain && Blanks.anyControlIn(username) ? RejectCode.USERNAME_HAS_CONTROL : null;
  }

  /**
   * Whether a file can name this user: of other names a row would lose the blanks, or be rejected.
   *
   * @param username as it is in a database
   */
  public static boolean canBeSaid(String username) {
    return judge(username) == null && Blanks.strip(username).equals(username);
  }
}
