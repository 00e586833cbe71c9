package dev.rollcall.store;

import dev.rollcall.reporting.BlockSink;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import dev.rollcall.reporting.Value.Kind;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of a statement. */
final class SqliteRows implements Rows {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** About so many bytes are passed on at a time. */
  private static final int BLOCK_BYTES = 64 * 1024;

  private final PreparedStatement statement;
  private final String database;
  private final List<String> columns;

  /**
   * @param statement with its parameters bound
   * @param database for messages
   */
  SqliteRows(PreparedStatement statement, String database) throws SQLException {
    this.statement = statement;
    this.database = database;
    ResultSetMetaData metaData = statement.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      names.add(metaData.getColumnLabel(i));
    }
    columns = List.copyOf(names);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public void each(Consumer<List<Value>> consumer) {
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        List<Value> row = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
          row.add(value(result, i));
        }
        consumer.accept(row);
      }
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, database);
    }
  }

  @Override
  public void encode(Supplier<RowEncoder> encoders, BlockSink sink) throws IOException {
    RowEncoder encoder = encoders.get();
    Bytes block = new Bytes();
    long rows = 0;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        for (int i = 0; i < columns.size(); i++) {
          cell(result, i, encoder, block);
        }
        encoder.endRow(block);
        rows++;
        if (block.size() >= BLOCK_BYTES) {
          sink.take(block, rows, Double.NaN);
          block.clear();
          rows = 0;
        }
      }
      sink.take(block, rows, Double.NaN);
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, database);
    }
  }

  private static void cell(ResultSet result, int column, RowEncoder encoder, Bytes out)
      throws SQLException {
    Object object = result.getObject(column + 1);
    Kind kind = kind(object);
    byte[] bytes = object instanceof byte[] blob ? blob : result.getBytes(column + 1);
    encoder.cell(column, kind, bytes, 0, kind == Kind.NULL ? 0 : bytes.length, out);
  }

  private static Kind kind(@Nullable Object object) {
    if (object == null) {
      return Kind.NULL;
    }
    if (object instanceof String) {
      return Kind.TEXT;
    }
    if (object instanceof byte[]) {
      return Kind.BLOB;
    }
    return object instanceof Double ? Kind.REAL : Kind.INTEGER;
  }

  private static Value value(ResultSet result, int column) throws SQLException {
    Object object = result.getObject(column);
    Kind kind = kind(object);
    return switch (kind) {
      case NULL -> Value.NULL;
      case INTEGER, REAL, TEXT -> new Value(kind, result.getString(column));
      case BLOB -> new Value(kind, HEX.formatHex(result.getBytes(column)));
    };
  }
}
