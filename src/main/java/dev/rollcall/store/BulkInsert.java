package dev.rollcall.store;

import dev.rollcall.store.ValueSink.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows with few calls: as an image where there are enough of them, else several rows a
 * statement, their values bound.
 */
final class BulkInsert<T> {

  /** Measured: 100 to 250 rows a statement are the fastest, and well below SQLite's limits. */
  private static final int ROWS_PER_STATEMENT = 200;

  /** Fewer rows are bound sooner than an image is written and attached. */
  static final int FEWEST_IN_IMAGE = 500;

  private final String table;
  private final List<String> columns;
  private final Values<T> values;

  BulkInsert(String table, List<String> columns, Values<T> values) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.values = values;
  }

  /** Inserts the rows in their order. */
  void execute(Connection connection, Images images, List<T> rows) throws SQLException {
    try (Prepared<T> prepared = prepare(images, rows)) {
      prepared.execute(connection);
    }
  }

  /** Makes the rows ready, on any thread. */
  Prepared<T> prepare(Images images, List<T> rows) throws SQLException {
    boolean worthwhile = images.possible() && rows.size() >= FEWEST_IN_IMAGE;
    return new Prepared<>(this, images, rows, worthwhile ? image(images.next(), rows) : null);
  }

  private @Nullable Path image(Path file, List<T> rows) throws SQLException {
    boolean whole = false;
    try (TableImage image = new TableImage(file, columns)) {
      for (T row : rows) {
        values.of(row, image);
        if (!image.endRow()) {
          return null;
        }
      }
      image.finish();
      whole = true;
      return file;
    } catch (IOException e) {
      // A disk that is full for the image may have room for the rows alone.
      return null;
    } finally {
      if (!whole) {
        Images.delete(file);
      }
    }
  }

  /** Rows that are ready to be inserted. */
  record Prepared<T>(BulkInsert<T> insert, Images images, List<T> rows, @Nullable Path image)
      implements dev.rollcall.user.PreparedRows {

    @Override
    public void execute(Connection connection) throws SQLException {
      if (image != null && images.hasRoom()) {
        insert.executeImage(connection, images, image, rows.size());
      } else {
        insert.executeBound(connection, rows);
      }
    }

    @Override
    public void close() {
      if (image != null) {
        Images.delete(image);
      }
    }
  }

  private void executeImage(Connection connection, Images images, Path image, int rows)
      throws SQLException {
    String names = String.join(", ", columns);
    String sql =
        "insert into "
            + table
            + " ("
            + names
            + ") select "
            + names
            + " from "
            + images.attach(connection, image)
            + "."
            + TableImage.TABLE
            + " order by rowid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      RowIgnoredException.check(statement.executeUpdate(), rows);
    }
  }

  private void executeBound(Connection connection, List<T> rows) throws SQLException {
    int whole = rows.size() - rows.size() % ROWS_PER_STATEMENT;
    executeBound(connection, rows.subList(0, whole), ROWS_PER_STATEMENT);
    executeBound(connection, rows.subList(whole, rows.size()), rows.size() - whole);
  }

  private void executeBound(Connection connection, List<T> rows, int rowsPerStatement)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql(rowsPerStatement))) {
      BoundValues bound = new BoundValues(statement);
      for (int from = 0; from < rows.size(); from += rowsPerStatement) {
        bound.index = 1;
        for (T row : rows.subList(from, from + rowsPerStatement)) {
          values.of(row, bound);
        }
        RowIgnoredException.check(statement.executeUpdate(), rowsPerStatement);
      }
    }
  }

  private String sql(int rows) {
    String placeholders = "(" + String.join(",", Collections.nCopies(columns.size(), "?")) + ")";
    return "insert into "
        + table
        + " ("
        + String.join(", ", columns)
        + ") values "
        + String.join(",", Collections.nCopies(rows, placeholders));
  }

  /** Binds values to one parameter after the other. */
  private static final class BoundValues implements ValueSink {

    private final PreparedStatement statement;
    private int index = 1;

    BoundValues(PreparedStatement statement) {
      this.statement = statement;
    }

    @Override
    public void number(long value) throws SQLException {
      statement.setLong(index++, value);
    }

    @Override
    public void text(@Nullable String value) throws SQLException {
      statement.setString(index++, value);
    }

    @Override
    public void nothing() throws SQLException {
      statement.setNull(index++, Types.INTEGER);
    }
  }
}
