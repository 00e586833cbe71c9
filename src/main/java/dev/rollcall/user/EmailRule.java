package dev.rollcall.user;

import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import org.jspecify.annotations.Nullable;

/**
 * What counts as an e-mail address: one {@code @} with text on both sides, no spaces and no control
 * characters, at most {@value User#EMAIL_LENGTH} code points. Deliberately no more: whether mail
 * arrives there only mail can tell.
 */
public final class EmailRule {

  private EmailRule() {}

  /** Why this is no address, or null if it is one. */
  public static @Nullable RejectCode judge(String email) {
    return judge(email, Blanks.isPlain(email));
  }

  /**
   * The same.
   *
   * @param plain whether it is known to be plain; see {@link Blanks#isPlain}
   */
  public static @Nullable RejectCode judge(String email, boolean plain) {
    if (email.codePointCount(0, email.length()) > User.EMAIL_LENGTH) {
      return RejectCode.EMAIL_TOO_LONG;
    }
    if (!plain && Blanks.anyControlIn(email)) {
      return RejectCode.EMAIL_HAS_CONTROL;
    }
    int at = email.indexOf('@');
    boolean oneInside = at > 0 && at < email.length() - 1 && email.indexOf('@', at + 1) < 0;
    boolean space = plain ? email.indexOf(' ') >= 0 : Blanks.anySpaceIn(email);
    return oneInside && !space ? null : RejectCode.EMAIL_INVALID;
  }
}
