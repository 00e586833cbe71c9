package dev.rollcall.sqlite.image;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.ValueSink;
import dev.rollcall.database.sql.ValueSink.Values;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows with few calls: as an image where there are enough of them, else several rows a
 * statement, their values bound.
 */
public final class BulkInsert<T> {

  /** Measured: 100 to 250 rows a statement are the fastest, and well below SQLite's limits. */
  private static final int ROWS_PER_STATEMENT = 200;

  /** Fewer rows are bound sooner than an image is written and attached. */
  public static final int FEWEST_IN_IMAGE = 500;

  private final String table;
  private final List<String> columns;
  private final Values<T> values;

  public BulkInsert(String table, List<String> columns, Values<T> values) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.values = values;
  }

  /** Begins to take rows, on any thread. */
  public Insertion<T> begin(Images images) {
    return new Rows(images, new ImageCopy<>(table, columns));
  }

  /**
   * Begins to take rows whose first column numbers them; see {@link ImageCopy.InSequence}.
   *
   * @param number of a row
   * @param next the number that the next row gets
   */
  public Insertion<T> begin(Images images, ToLongFunction<T> number, long next) {
    return new Rows(images, new ImageCopy.InSequence<>(table, columns, number, next));
  }

  /**
   * Begins to take rows that get the numbers from the first on; see {@link ImageCopy.Whole}.
   *
   * @param definition the statement that created the table
   */
  public Insertion<T> begin(Images images, String definition, long first) {
    return new Rows(images, new ImageCopy.Whole<>(table, columns, definition, first));
  }

  /** The first rows stay as they are; if more come, all of them go into an image. */
  private final class Rows implements Insertion<T> {

    private final Images images;
    private final ImageCopy<T> copy;
    private final List<T> bound = new ArrayList<>();
    private @Nullable TableImage image;

    Rows(Images images, ImageCopy<T> copy) {
      this.images = images;
      this.copy = copy;
    }

    @Override
    public void add(T row) throws SQLException {
      if (image != null) {
        put(row, image);
        return;
      }
      bound.add(row);
      if (bound.size() == FEWEST_IN_IMAGE) {
        image = images.create(copy.form());
        if (image != null) {
          for (T each : bound) {
            put(each, image);
          }
          bound.clear();
        }
      }
    }

    private void put(T row, TableImage into) throws SQLException {
      copy.take(row, into);
      values.of(row, into);
      into.endRow();
    }

    @Override
    public void ready() throws SQLException {
      if (image != null) {
        image.finish();
      }
    }

    @Override
    public void execute(Connection connection) throws SQLException {
      if (image == null) {
        executeBound(connection, bound);
      } else {
        String from = images.attach(connection, image) + "." + copy.form().table();
        copy.execute(connection, from, image.rows());
      }
    }

    @Override
    public void close() {
      if (image != null) {
        images.discard(image);
      }
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
