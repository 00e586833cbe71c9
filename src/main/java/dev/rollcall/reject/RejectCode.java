package dev.rollcall.reject;

/**
 * Why a row was not applied. The names are stable: they are in reject files, summaries and scripts.
 *
 * <p>A row with several faults gets the code that comes first here.
 */
public enum RejectCode {
  /** More or fewer cells than the header. */
  COLUMN_COUNT,
  /** Text after the closing quote of a quoted cell. */
  QUOTE_MISPLACED,
  /** A cell of more than 64 KiB. */
  CELL_TOO_LONG,
  /** A NUL character, which databases store differently or not at all. */
  CELL_HAS_NUL,
  /** A row of a fixed reject file that is marked as another run's reject. */
  OTHER_RUN,
  /** A row of a fixed reject file whose {@code _line} is no number: which reject is it? */
  LINE_NOT_A_NUMBER,
  /** A cell that is none of those which the job names for its column. */
  VALUE_UNKNOWN,
  /** No username, only blanks, or what means null. */
  USERNAME_MISSING,
  /** A username of more than 50 code points. */
  USERNAME_TOO_LONG,
  /** A control character or a line end inside a username. */
  USERNAME_HAS_CONTROL,
  /** An e-mail address of more than 100 code points. */
  EMAIL_TOO_LONG,
  /** A control character or a line end inside an e-mail address. */
  EMAIL_HAS_CONTROL,
  /**
   * An e-mail address without exactly one {@code @}, without text on both sides, or with blanks.
   */
  EMAIL_INVALID,
  /** A level that is not ASCII digits with or without a sign. */
  LEVEL_NOT_A_NUMBER,
  /** An action other than upsert, create, update, delete. */
  ACTION_UNKNOWN,
  /** A text of more than 1,000 code points, or more than the extra column takes. */
  VALUE_TOO_LONG,
  /** Anything but a whole number for an extra column of numbers. */
  VALUE_NOT_A_NUMBER,
  /** {@code create}, or mode {@code insert}, of a user that exists. */
  USER_EXISTS,
  /** {@code update} or {@code delete}, or mode {@code update}, of a user that does not exist. */
  USER_NOT_FOUND,
  /** The level would be below the job's minimum. */
  LEVEL_TOO_LOW,
  /** The level would be above the job's maximum. */
  LEVEL_TOO_HIGH,
  /** The level would move by more than the job's {@code max-step}. */
  LEVEL_STEP_TOO_LARGE,
  /** The level would fall, and the job says {@code lower: reject}. */
  LEVEL_LOWERED,
  /** Of a user that a run touched and that is to be put back: somebody has changed it since. */
  CHANGED_SINCE,
  /** A rule of the database itself refused the row. */
  REFUSED_BY_DATABASE
}
