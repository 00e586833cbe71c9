package dev.rollcall.sqlite.report;

import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.BlockSink;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import dev.rollcall.reporting.Verbatim;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query. Where it walks through a table by rowid they come in blocks, on several
 * threads; else line by line; and cell by cell where SQLite can't join them, as there are too many
 * columns, or texts are not UTF-8. The bytes are the same.
 */
public final class SqliteRows implements Rows {

  /** About how many bytes are passed on at a time. */
  private static final int PASSED_BYTES = 64 * 1024;

  /** A function of SQLite takes 127 arguments or more; each column has one beside it. */
  private static final int MOST_JOINED = 60;

  private final SameState connections;
  private final WrappedQuery query;
  private final List<String> columns;
  private final Function<SQLException, Failure> explain;
  private final boolean utf8;

  /**
   * @param utf8 whether the database keeps texts as UTF-8
   * @param explain says what an error of the database means
   */
  public SqliteRows(
      SameState connections,
      WrappedQuery query,
      List<String> columns,
      boolean utf8,
      Function<SQLException, Failure> explain) {
    this.connections = connections;
    this.query = query;
    this.columns = List.copyOf(columns);
    this.utf8 = utf8;
    this.explain = explain;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<List<Value>> first(int most) {
    List<List<Value>> first = new ArrayList<>();
    try (PreparedStatement statement = query.prepare(connections.first(), query.sql());
        ResultSet result = statement.executeQuery()) {
      while (first.size() < most && result.next()) {
        List<Value> values = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
          values.add(ResultValues.value(result, i));
        }
        first.add(values);
      }
      return first;
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }

  @Override
  public long count() {
    String counting = query.select("count(*)", "");
    try (PreparedStatement statement = query.prepare(connections.first(), counting);
        ResultSet result = statement.executeQuery()) {
      return result.getLong(1);
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }

  @Override
  public void encode(Supplier<RowEncoder> encoders, BlockSink sink) throws IOException {
    try {
      boolean joined = columns.size() <= MOST_JOINED && utf8;
      int key = joined && !connections.readers().isEmpty() ? keyColumn() : -1;
      if (key >= 0) {
        encodeBlocks(WrappedQuery.column(key), encoders, sink);
      } else {
        RowEncoder encoder = encoders.get();
        RowText text = joined ? text(encoder, true) : null;
        encodeLines(encoder, text, null, "", sink);
      }
    } catch (SQLException e) {
      throw explain.apply(e);
    }
  }

  private int keyColumn() throws SQLException {
    return new KeyColumn(connections.first(), query).find();
  }

  private RowText text(RowEncoder encoder, boolean careful) {
    Verbatim verbatim = encoder.verbatim();
    return verbatim == null
        ? new MarkedText(query.names(), encoder)
        : new VerbatimText(query.names(), verbatim, query.firstFree(), careful);
  }

  private void encodeBlocks(String key, Supplier<RowEncoder> encoders, BlockSink sink)
      throws SQLException, IOException {
    List<BlockReader> readers = new ArrayList<>();
    try (KeyRanges ranges = new KeyRanges(connections.ranges(), query, key)) {
      for (Connection connection : connections.readers()) {
        RowEncoder encoder = encoders.get();
        RowText careful = text(encoder, true);
        readers.add(
            new BlockReader(connection, query, key, encoder, text(encoder, false), careful));
      }
      RowEncoder encoder = encoders.get();
      try (ParallelBlocks blocks =
          new ParallelBlocks(
              ranges, readers.stream().map(r -> (ParallelBlocks.Reader) r::add).toList())) {
        for (ReadRange block = blocks.next(); block != null; block = blocks.next()) {
          if (block.rows() < 0) {
            encodeLines(encoder, null, block.range(), key, sink);
          } else {
            sink.take(block.bytes(), block.rows(), block.range().progress());
          }
          blocks.giveBack(block);
        }
      }
    } finally {
      for (BlockReader reader : readers) {
        reader.close();
      }
    }
  }

  /**
   * Row by row, on this thread.
   *
   * @param text null for cell by cell
   * @param range null for all
   */
  private void encodeLines(
      RowEncoder encoder,
      @Nullable RowText text,
      @Nullable KeyRange range,
      String key,
      BlockSink sink)
      throws SQLException, IOException {
    LineReader reader = new LineReader(encoder, text, columns.size(), utf8);
    Bytes bytes = new Bytes();
    long rows = 0;
    double progress = range == null ? Double.NaN : range.progress();
    try (PreparedStatement statement = prepareLines(text, range, key);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        reader.add(result, bytes);
        rows++;
        if (bytes.size() >= PASSED_BYTES) {
          sink.take(bytes, rows, progress);
          bytes.clear();
          rows = 0;
        }
      }
      sink.take(bytes, rows, progress);
    }
  }

  private PreparedStatement prepareLines(
      @Nullable RowText text, @Nullable KeyRange range, String key) throws SQLException {
    int free = query.firstFree();
    String where =
        range == null
            ? ""
            : String.format(
                Locale.ROOT,
                "where %1$s >= ?%2$d and %1$s <= ?%3$d order by %1$s",
                key,
                free,
                free + 1);
    PreparedStatement statement =
        query.prepare(connections.first(), query.select(LineReader.selection(text, query), where));
    if (text != null && text.parameter() != null) {
      statement.setString(free, text.parameter());
    }
    if (range != null) {
      statement.setLong(free, range.from());
      statement.setLong(free + 1, range.to());
    }
    return statement;
  }
}
