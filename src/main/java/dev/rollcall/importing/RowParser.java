package dev.rollcall.importing;

import dev.rollcall.importing.ParsedRow.Invalid;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.EmailRule;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a row mean. Pure, and the same for the same cells whenever it is asked: rows
 * are parsed once to find rejects and again when they are applied.
 */
final class RowParser {

  private static final String NULL = "\\N";

  private RowParser() {}

  /** The meaning of the row, or the first of its faults in the order of {@link RejectCode}. */
  static ParsedRow parse(long line, Cells cells) {
    String username = stripped(cells.username());
    if (username.isEmpty()) {
      return invalid(line, cells, RejectCode.USERNAME_MISSING, username);
    }
    if (longerThan(username, User.USERNAME_LENGTH)) {
      return invalid(line, cells, RejectCode.USERNAME_TOO_LONG, username);
    }
    String email = stripped(cells.email());
    EmailChange emailChange = EmailChange.KEEP;
    if (email.equals(NULL)) {
      emailChange = EmailChange.CLEAR;
    } else if (!email.isEmpty()) {
      RejectCode fault = EmailRule.judge(email);
      if (fault != null) {
        return invalid(line, cells, fault, email);
      }
      emailChange = new EmailChange.SetTo(email);
    }
    String level = stripped(cells.level());
    LevelChange levelChange = level(level);
    if (levelChange == null) {
      return invalid(line, cells, RejectCode.LEVEL_NOT_A_NUMBER, level);
    }
    String actionWord = stripped(cells.action());
    Action action = Action.of(actionWord);
    if (action == null) {
      return invalid(line, cells, RejectCode.ACTION_UNKNOWN, actionWord);
    }
    return new UserRow(line, cells, username, action, emailChange, levelChange);
  }

  /** Whom a cell names; null if nobody. */
  static @Nullable String named(@Nullable String cell) {
    String username = stripped(cell);
    return username.isEmpty() ? null : username;
  }

  private static String stripped(@Nullable String cell) {
    return cell == null ? "" : Blanks.strip(cell);
  }

  private static boolean longerThan(String text, int most) {
    return text.codePointCount(0, text.length()) > most;
  }

  private static Invalid invalid(long line, Cells cells, RejectCode code, String cell) {
    Reject reject = new Reject(line, code, RejectMessage.of(code, cell), cells);
    return new Invalid(reject, named(cells.username()));
  }

  /** ASCII digits, with a sign if relative; null for anything else. */
  private static @Nullable LevelChange level(String text) {
    if (text.isEmpty()) {
      return LevelChange.KEEP;
    }
    char sign = text.charAt(0);
    boolean relative = sign == '+' || sign == '-';
    int from = relative ? 1 : 0;
    if (from == text.length()) {
      return null;
    }
    long number = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      // Larger than any level; the rules refuse it as too high or too low.
      number = Math.min(number * 10 + digit, LevelRules.LARGEST * 10);
    }
    if (!relative) {
      return new LevelChange.SetTo(number);
    }
    return new LevelChange.By(sign == '-' ? -number : number);
  }
}
