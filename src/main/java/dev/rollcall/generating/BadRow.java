package dev.rollcall.generating;

import dev.rollcall.reject.RejectCode;
import dev.rollcall.reporting.Bytes;

/**
 * The ways in which a row can be bad by itself, under the usual rules, one after the other. Their
 * order is a part of the recipe.
 */
enum BadRow {
  TOO_FEW_CELLS(RejectCode.COLUMN_COUNT),
  TEXT_AFTER_QUOTE(RejectCode.QUOTE_MISPLACED),
  HUGE_CELL(RejectCode.CELL_TOO_LONG),
  NUL(RejectCode.CELL_HAS_NUL),
  NO_NAME(RejectCode.USERNAME_MISSING),
  LONG_NAME(RejectCode.USERNAME_TOO_LONG),
  BELL_IN_NAME(RejectCode.USERNAME_HAS_CONTROL),
  LONG_EMAIL(RejectCode.EMAIL_TOO_LONG),
  BELL_IN_EMAIL(RejectCode.EMAIL_HAS_CONTROL),
  NO_AT_SIGN(RejectCode.EMAIL_INVALID),
  LEVEL_IN_WORDS(RejectCode.LEVEL_NOT_A_NUMBER),
  NO_SUCH_ACTION(RejectCode.ACTION_UNKNOWN),
  CREATED_BEFORE(RejectCode.USER_EXISTS),
  NEVER_CREATED(RejectCode.USER_NOT_FOUND),
  LEVEL_BELOW_ALL(RejectCode.LEVEL_TOO_LOW),
  LEVEL_ABOVE_ALL(RejectCode.LEVEL_TOO_HIGH);

  private static final BadRow[] ALL = values();
  private static final int CELL_BYTES = 64 * 1024;
  private static final int MORE_THAN_A_NAME = 51;
  private static final int MORE_THAN_AN_EMAIL = 101;

  private final RejectCode code;

  BadRow(RejectCode code) {
    this.code = code;
  }

  static BadRow of(long index) {
    return ALL[(int) (index % ALL.length)];
  }

  RejectCode code() {
    return code;
  }

  /** The row, without its end. */
  void write(UserNames names, Recipe recipe, long row, Bytes out) {
    switch (this) {
      case TOO_FEW_CELLS -> names.add(row, out);
      case TEXT_AFTER_QUOTE -> {
        out.add('"');
        names.add(row, out);
        out.add("\"x,,,");
      }
      case HUGE_CELL -> {
        names.add(row, out);
        out.add(',');
        repeat('x', CELL_BYTES + 1, out);
        out.add(",,");
      }
      case NUL -> {
        names.add(row, out);
        out.add("\0,,,");
      }
      case NO_NAME -> {
        out.add(" ,,");
        Digits.add(recipe.level(row), out);
        out.add(',');
      }
      case LONG_NAME -> {
        repeat('x', MORE_THAN_A_NAME, out);
        out.add(",,,");
      }
      case LONG_EMAIL -> {
        names.add(row, out);
        out.add(',');
        repeat('x', MORE_THAN_AN_EMAIL, out);
        out.add("@example.com,,");
      }
      case BELL_IN_NAME -> named(names, row, "\007x,,,", out);
      case BELL_IN_EMAIL -> named(names, row, ",us\007er@example.com,,", out);
      case NO_AT_SIGN -> named(names, row, ",user.example.com,,", out);
      case LEVEL_IN_WORDS -> named(names, row, ",,high,", out);
      case NO_SUCH_ACTION -> named(names, row, ",,,merge", out);
      case CREATED_BEFORE -> named(names, 1, ",,,create", out);
      case NEVER_CREATED -> {
        out.add("nobody");
        Digits.add(row, out);
        out.add(",,,update");
      }
      case LEVEL_BELOW_ALL -> named(names, row, ",,-1000000,", out);
      case LEVEL_ABOVE_ALL -> named(names, row, ",,1000000,", out);
    }
  }

  private static void named(UserNames names, long row, String rest, Bytes out) {
    names.add(row, out);
    out.add(rest);
  }

  private static void repeat(char character, int times, Bytes out) {
    for (int i = 0; i < times; i++) {
      out.add(character);
    }
  }
}
