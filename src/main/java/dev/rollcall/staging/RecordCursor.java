package dev.rollcall.staging;

/**
 * Goes through staged records, one at a time and in their order, wherever they are. A payload is
 * shown where it lies in a buffer, {@link #bytes}, until the next call of {@link #next}. Not for
 * several threads at a time.
 */
public interface RecordCursor {

  /**
   * Moves to the next record; the first call moves to the first.
   *
   * @return false if there is none, then and ever after
   */
  boolean next();

  /** The buffer that {@link #payloadOffset} points into; not to be changed. */
  byte[] bytes();

  long line();

  int payloadOffset();

  int payloadLength();

  /**
   * The position after this record, among all that were staged; before the first record, the
   * position that this cursor began from.
   */
  long position();
}
