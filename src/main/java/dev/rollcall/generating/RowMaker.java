package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;

/** Makes what a file has for each row of the users: a line, several or none. Not thread-safe. */
interface RowMaker {

  /** Adds the line that the file begins with. */
  void header(Bytes out);

  /** Adds what there is for a row of the users. */
  void add(long row, Bytes out);
}
