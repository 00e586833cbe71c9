package dev.rollcall.sqlite.report;

import java.sql.Connection;
import java.util.List;

/** Connections that see the same state of a database. They are closed by whoever opened them. */
public interface SameState {

  /** How many bytes a row has at most on the connections for blocks; of others it is an error. */
  int LARGEST_ROW_BYTES = BlockReader.LARGEST_BYTES;

  /** For single rows, and whatever else is asked. */
  Connection first();

  /** For finding out which rows belong to a block; sees the same only if there are readers. */
  Connection ranges();

  /** For blocks, one for each thread; there may be none. */
  List<Connection> readers();
}
