package dev.rollcall.csv;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a text, one at a time. Not thread-safe. */
interface RecordSource {

  /**
   * The cells of the next record, which begins where the window is kept from; null at the end of
   * the text.
   *
   * @throws IOException if a quote does not close, or the record is too long
   */
  String @Nullable [] next() throws IOException;

  /** Where the record is; always the same object, which holds until the next one. */
  ScannedRecord scan();
}
