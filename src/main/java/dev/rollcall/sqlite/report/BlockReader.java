package dev.rollcall.sqlite.report;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Reads ranges of a query's rows, each as one value that SQLite has joined; one that is not right,
 * or is too large, row by row. Not thread-safe.
 */
final class BlockReader implements AutoCloseable {

  /** Of a block; more of them would make the memory that a report takes depend on its rows. */
  static final int LARGEST_BYTES = 2 << 20;

  private final Connection connection;
  private final WrappedQuery query;
  private final String key;
  private final RowText text;
  private final LineReader lines;
  private String expression;
  private PreparedStatement blocks;
  private final PreparedStatement rows;

  /**
   * @param connection its own
   * @param text the same that {@code careful} is, but may learn
   * @param careful for single rows
   */
  BlockReader(
      Connection connection,
      WrappedQuery query,
      String key,
      RowEncoder encoder,
      RowText text,
      RowText careful)
      throws SQLException {
    this.connection = connection;
    this.query = query;
    this.key = key;
    this.text = text;
    this.lines = new LineReader(encoder, careful, query.columns(), true);
    this.expression = text.expression();
    this.blocks = prepareBlocks();
    String range = range() + " order by " + key;
    this.rows =
        query.prepare(connection, query.select(LineReader.selection(careful, query), range));
    bind(rows, careful);
  }

  private String range() {
    int low = query.firstFree() + 1;
    return "where " + key + " >= ?" + low + " and " + key + " <= ?" + (low + 1);
  }

  private PreparedStatement prepareBlocks() throws SQLException {
    String what = "count(*), group_concat(line, " + text.separator() + ")";
    String inner = query.select(expression + " as line", range() + " order by " + key);
    PreparedStatement prepared =
        query.prepare(connection, "select " + what + " from (" + inner + ")");
    bind(prepared, text);
    return prepared;
  }

  /**
   * Adds the rows of a range.
   *
   * @return how many there are; -1 if they are too large to be had at once, and nothing was added
   */
  long add(KeyRange range, Bytes out) throws SQLException {
    try {
      long count = addBlock(range, out);
      if (count < 0 && !text.expression().equals(expression)) {
        expression = text.expression();
        blocks.close();
        blocks = prepareBlocks();
        count = addBlock(range, out);
      }
      return count < 0 ? addRows(range, out) : count;
    } catch (SQLiteException e) {
      if (e.getResultCode() == SQLiteErrorCode.SQLITE_TOOBIG) {
        out.clear();
        return -1;
      }
      throw e;
    }
  }

  /** -1 if it has to be read row by row. */
  private long addBlock(KeyRange range, Bytes out) throws SQLException {
    bind(blocks, range);
    try (ResultSet result = blocks.executeQuery()) {
      long count = result.getLong(1);
      return count == 0 || text.add(result.getBytes(2), count, out) ? count : -1;
    }
  }

  private long addRows(KeyRange range, Bytes out) throws SQLException {
    bind(rows, range);
    long count = 0;
    try (ResultSet result = rows.executeQuery()) {
      while (result.next()) {
        lines.add(result, out);
        count++;
        if (out.size() > LARGEST_BYTES) {
          out.clear();
          return -1;
        }
      }
    }
    return count;
  }

  private void bind(PreparedStatement statement, RowText of) throws SQLException {
    if (of.parameter() != null) {
      statement.setString(query.firstFree(), of.parameter());
    }
  }

  private void bind(PreparedStatement statement, KeyRange range) throws SQLException {
    statement.setLong(query.firstFree() + 1, range.from());
    statement.setLong(query.firstFree() + 2, range.to());
  }

  @Override
  public void close() throws SQLException {
    try {
      blocks.close();
    } finally {
      rows.close();
    }
  }
}
