package dev.rollcall.reporting;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The rows of a query, in their order. Not thread-safe. */
public interface Rows {

  /** The names of the columns; two may be alike. */
  List<String> columns();

  /** Passes on every row, a value for each column; memory does not grow with the rows. */
  void each(Consumer<List<Value>> consumer);

  /** At most this many of the first rows. */
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
