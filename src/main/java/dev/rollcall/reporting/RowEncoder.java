package dev.rollcall.reporting;

import org.jspecify.annotations.Nullable;

/**
 * Writes rows as bytes. It remembers nothing from one row to the next, so that several, each on a
 * thread of its own, can write parts of one report.
 */
public interface RowEncoder {

  /** How the database itself may write most rows; null if it can't. */
  default @Nullable Verbatim verbatim() {
    return null;
  }

  /** What is before the first row. */
  void header(Bytes out);

  /**
   * Writes one value of a row; the first column is 0.
   *
   * @param bytes the value is in them from {@code from} up to {@code to}: numbers and texts as the
   *     database writes them, in UTF-8; a blob as it is; nothing for null
   */
  void cell(int column, Value.Kind kind, byte[] bytes, int from, int to, Bytes out);

  /** Ends a row. */
  void endRow(Bytes out);
}
