package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How SQLite is to join the cells of a row into one text, and how that text becomes a report's
 * bytes. Getting one value out of SQLite costs about as much as making it, so rows are had many at
 * a time. Not thread-safe.
 */
interface RowText {

  /** The SQL of a row's text, from columns {@code c1}, {@code c2} and so on. */
  String expression();

  /** The SQL of what is between the texts of two rows. */
  String separator();

  /** What the free parameter of {@link #expression()} is; null if it has none. */
  @Nullable String parameter();

  /**
   * Adds the rows of a text.
   *
   * @return whether it could be done; if not, nothing was added, and the rows have to be read cell
   *     by cell. The expression may have changed then, so that the next text is better
   */
  boolean add(byte[] text, long rows, Bytes out);
}
