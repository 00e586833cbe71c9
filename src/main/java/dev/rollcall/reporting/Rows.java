package dev.rollcall.reporting;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The rows of a query, in their order. Not thread-safe. */
public interface Rows {

  /** The names of the columns; two may be alike. */
  List<String> columns();

  /** At most this many of the first rows, a value for each column. */
  List<List<Value>> first(int most);

  /** How many rows there are. */
  long count();

  /**
   * Passes on every row, encoded, many at a time. The quick way, for millions.
   *
   * @param encoders makes one for each thread that encodes
   * @throws IOException only if the sink does
   */
  void encode(Supplier<RowEncoder> encoders, BlockSink sink) throws IOException;
}
