package dev.rollcall.meaning;

import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.EmailRule;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.UserColumns;
import dev.rollcall.user.UsernameRule;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a row mean. Pure, and the same for the same cells whenever it is asked: rows
 * are parsed once to find rejects and again when they are applied.
 */
public final class RowParser {

  private RowParser() {}

  /** The meaning of the row, or the first of its faults in the order of {@link RejectCode}. */
  public static ParsedRow parse(long line, Cells cells) {
    return parse(line, cells, cells, UserColumns.OWN, false);
  }

  /**
   * The same, where users have extra columns, and a job says what cells mean.
   *
   * @param delivered the cells as they came, for the case that the row is rejected
   * @param cells what they mean
   * @param users the columns that users have
   * @param plain whether both are known to be plain ({@link Blanks#isPlain}): nothing is looked for
   *     in them that can't be there
   */
  public static ParsedRow parse(
      long line, Cells delivered, Cells cells, UserColumns users, boolean plain) {
    return parse(line, delivered, cells, users, plain, false);
  }

  /**
   * The same of cells that were parsed before, and found sound: their texts are not judged again.
   */
  public static ParsedRow again(
      long line, Cells delivered, Cells cells, UserColumns users, boolean plain) {
    return parse(line, delivered, cells, users, plain, true);
  }

  private static ParsedRow parse(
      long line, Cells delivered, Cells cells, UserColumns users, boolean plain, boolean sound) {
    String username = stripped(cells.username(), plain);
    RejectCode unnamed = sound ? null : UsernameRule.judge(username, plain);
    if (unnamed != null) {
      return invalid(line, delivered, cells, unnamed, username);
    }
    String email = stripped(cells.email(), plain);
    EmailChange emailChange = EmailChange.KEEP;
    if (email.equals(Cells.NULL)) {
      emailChange = EmailChange.CLEAR;
    } else if (!email.isEmpty()) {
      RejectCode fault = sound ? null : emailFault(email, plain);
      if (fault != null) {
        return invalid(line, delivered, cells, fault, email);
      }
      emailChange = new EmailChange.SetTo(email);
    }
    String level = stripped(cells.level(), plain);
    LevelChange levelChange = level(level);
    if (levelChange == null) {
      return invalid(line, delivered, cells, RejectCode.LEVEL_NOT_A_NUMBER, level);
    }
    String actionWord = stripped(cells.action(), plain);
    Action action = Action.of(isNothing(actionWord) ? "" : actionWord);
    if (action == null) {
      return invalid(line, delivered, cells, RejectCode.ACTION_UNKNOWN, actionWord);
    }
    Extras extras = Extras.NONE;
    if (!users.named().isEmpty()) {
      Extras.Builder said = new Extras.Builder(users);
      for (ExtraColumn column : users.named()) {
        String cell = stripped(cells.of(column.field()), plain);
        RejectCode fault = ExtraCell.read(cell, column, said);
        if (fault != null) {
          String message = ExtraCell.message(fault, column, cell);
          return invalid(new Reject(line, fault, message, delivered), cells);
        }
      }
      extras = said.build();
    }
    NewValues values = new NewValues(levelChange, emailChange, extras);
    return new UserRow(line, delivered, cells, username, action, values, plain);
  }

  /** Whom a cell names; null if nobody. */
  public static @Nullable String named(@Nullable String cell) {
    String username = stripped(cell, false);
    return isNothing(username) ? null : username;
  }

  private static @Nullable RejectCode emailFault(String email, boolean plain) {
    return plain ? EmailRule.judge(email, true) : EmailRule.judge(email);
  }

  private static String stripped(@Nullable String cell, boolean plain) {
    if (cell == null) {
      return "";
    }
    return plain ? cell : Blanks.strip(cell);
  }

  private static boolean isNothing(String text) {
    return text.isEmpty() || text.equals(Cells.NULL);
  }

  private static Invalid invalid(
      long line, Cells delivered, Cells cells, RejectCode code, String cell) {
    return invalid(new Reject(line, code, RejectMessage.of(code, cell), delivered), cells);
  }

  private static Invalid invalid(Reject reject, Cells cells) {
    return new Invalid(reject, named(cells.username()));
  }

  /** ASCII digits, with a sign if relative; null for anything else. */
  private static @Nullable LevelChange level(String text) {
    if (isNothing(text)) {
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
