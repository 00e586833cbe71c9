package dev.rollcall.meaning;

import dev.rollcall.reject.Field;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import dev.rollcall.text.Visible;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.User;
import java.util.Locale;

/** The words of a reject. They may quote a cell that the job maps, never another one. */
public final class RejectMessage {

  private RejectMessage() {}

  /** The words for a code that a cell of the row explains. */
  public static String of(RejectCode code, String cell) {
    return switch (code) {
      case USERNAME_MISSING -> "no username";
      case USERNAME_TOO_LONG ->
          "the username has " + length(cell) + " characters, at most " + User.USERNAME_LENGTH;
      case USERNAME_HAS_CONTROL -> "the username " + control(cell);
      case EMAIL_HAS_CONTROL -> "the e-mail address " + control(cell);
      case EMAIL_TOO_LONG ->
          "the e-mail address has " + length(cell) + " characters, at most " + User.EMAIL_LENGTH;
      case EMAIL_INVALID ->
          Visible.quoted(cell)
              + " is not an e-mail address (needs exactly one @, text around it, no blanks)";
      case LEVEL_NOT_A_NUMBER -> Visible.quoted(cell) + " is not a level: write 7, +1 or -2";
      case ACTION_UNKNOWN ->
          Visible.quoted(cell) + " is not an action: upsert, create, update or delete";
      case USER_EXISTS -> "there is a user " + Visible.quoted(cell) + " already";
      case USER_NOT_FOUND -> "there is no user " + Visible.quoted(cell);
      default -> throw new IllegalArgumentException(code + " has words of its own");
    };
  }

  /** The words for a cell that is none of those which the job names. */
  static String ofValue(Field field, String cell) {
    return (field.isSecret() ? "the cell" : Visible.quoted(cell))
        + " is none of the values that the job names for the "
        + field.word();
  }

  /** The words for a level that breaks a rule. */
  public static String ofLevel(RejectCode code, long before, long after, LevelRules rules) {
    return switch (code) {
      case LEVEL_TOO_LOW -> "level " + after + " is below the lowest, " + rules.min();
      case LEVEL_TOO_HIGH -> "level " + after + " is above the highest, " + rules.max();
      case LEVEL_STEP_TOO_LARGE ->
          "from level " + before + " to " + after + " is a step of more than " + rules.maxStep();
      case LEVEL_LOWERED -> "from level " + before + " to " + after + "; the job lowers nobody";
      default -> throw new IllegalArgumentException(code + " is no level rule");
    };
  }

  /** Which it is, as nobody sees it; and not the cell, in which it would do what it does. */
  private static String control(String cell) {
    int at = 0;
    while (!Blanks.anyControlIn(cell.substring(at, at + 1))) {
      at++;
    }
    char control = cell.charAt(at);
    String name = control == '\n' || control == '\r' ? "a line end" : "a control character";
    return String.format(
        Locale.ROOT, "has %s in it (U+%04X, character %d)", name, (int) control, at + 1);
  }

  /** The words for a row of a reject file that is marked as another run's. */
  public static String ofOtherRun(String mark) {
    return "a reject of run " + Visible.quoted(mark) + ": import it with that run's rejects";
  }

  /** The words for a row of a reject file that does not say which reject it is. */
  public static String ofNoLine(String text, long line) {
    return Visible.quoted(text)
        + " in _line is not a number (line "
        + line
        + " of the reject file)";
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
