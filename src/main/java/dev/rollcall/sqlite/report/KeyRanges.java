package dev.rollcall.sqlite.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Divides the rows of a query into ranges of its rowids, each of a given number of rows. Not
 * thread-safe.
 */
final class KeyRanges implements AutoCloseable {

  /** Few enough for a block to be small, many enough for the call to cost nothing. */
  private static final int USUAL_ROWS = 1_000;

  private final PreparedStatement following;
  private final int parameter;
  private final double first;
  private final double span;
  private @Nullable Long next;
  private int rows = USUAL_ROWS;

  KeyRanges(Connection connection, WrappedQuery query, String key) throws SQLException {
    parameter = query.firstFree();
    Long lowest =
        only(query.prepare(connection, query.select(key, "order by " + key + " limit 1")));
    Long highest =
        only(query.prepare(connection, query.select(key, "order by " + key + " desc limit 1")));
    next = lowest;
    first = lowest == null ? 0 : lowest;
    span = highest == null ? 0 : (double) highest - first;
    String rest = "where " + key + " >= ?" + parameter + " order by " + key;
    following =
        query.prepare(connection, query.select(key, rest + " limit 1 offset ?" + (parameter + 1)));
  }

  private static @Nullable Long only(PreparedStatement statement) throws SQLException {
    try (statement) {
      return answer(statement);
    }
  }

  private static @Nullable Long answer(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return result.next() ? Long.valueOf(result.getLong(1)) : null;
    }
  }

  /** The next range; null behind the last. */
  @Nullable KeyRange next() throws SQLException {
    if (next == null) {
      return null;
    }
    long from = next;
    following.setLong(parameter, from);
    following.setInt(parameter + 1, rows);
    next = answer(following);
    long to = next == null ? Long.MAX_VALUE : next - 1;
    double progress = next == null ? 1 : ((double) next - first) / span;
    return new KeyRange(from, to, progress);
  }

  /** Makes the ranges after this one smaller: its rows were too large to be had at once. */
  void shrink() {
    rows = Math.max(1, rows / 2);
  }

  @Override
  public void close() throws SQLException {
    following.close();
  }
}
