package dev.rollcall.meaning;

import dev.rollcall.reject.Cells;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Visible;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a cell says of an extra column. */
public final class ExtraCell {

  /** As many are a number for sure. */
  private static final int MOST_DIGITS = 18;

  private ExtraCell() {}

  /**
   * Reads a cell.
   *
   * @param cell without surrounding blanks; an empty one says nothing
   * @param into takes what it says
   * @return why it can't be; null if it can
   */
  public static @Nullable RejectCode read(String cell, ExtraColumn column, Extras.Builder into) {
    if (cell.isEmpty()) {
      return null;
    }
    Object value;
    if (cell.equals(Cells.NULL)) {
      value = null;
    } else if (column.isText()) {
      if (cell.length() > column.longest()
          && cell.codePointCount(0, cell.length()) > column.longest()) {
        return RejectCode.VALUE_TOO_LONG;
      }
      value = cell;
    } else {
      value = number(cell);
      if (value == null) {
        return RejectCode.VALUE_NOT_A_NUMBER;
      }
    }
    into.set(column, column.isSecret() ? new Secret(value) : value);
    return null;
  }

  /** Of ASCII digits, with or without a minus; null for anything else. */
  private static @Nullable Long number(String cell) {
    int from = cell.charAt(0) == '-' ? 1 : 0;
    int digits = cell.length() - from;
    if (digits == 0 || digits > MOST_DIGITS) {
      return null;
    }
    long number = 0;
    for (int i = from; i < cell.length(); i++) {
      int digit = cell.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
    }
    return from == 0 ? number : -number;
  }

  /** The words for a reject; of what is secret they quote nothing. */
  public static String message(RejectCode code, ExtraColumn column, String cell) {
    if (code == RejectCode.VALUE_TOO_LONG) {
      return String.format(
          Locale.ROOT,
          "the %s has %d characters, at most %d",
          column.word(),
          cell.codePointCount(0, cell.length()),
          column.longest());
    }
    return (column.isSecret() ? "the cell" : Visible.quoted(cell))
        + " is not a whole number, as the "
        + column.word()
        + " must be";
  }
}
