package dev.rollcall.store;

import dev.rollcall.store.ValueSink.Values;
import dev.rollcall.user.Insertion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
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
    try (Insertion<T> insertion = begin(images)) {
      for (T row : rows) {
        insertion.add(row);
      }
      insertion.ready();
      insertion.execute(connection);
    }
  }

  /** Begins to take rows, on any thread. */
  Insertion<T> begin(Images images) {
    return new Rows(images, ImageForm.of(columns), false);
  }

  /**
   * Begins to take rows that SQLite will copy as they stand in the image, without looking at their
   * values, where the table has no index and no trigger. There, rows take half the time.
   *
   * @param definition the table's, of which the first column is the row's number, and the columns
   *     of this follow; what it generates comes after them
   * @param first the number of the first row; it must be the next one when they are inserted
   */
  Insertion<T> begin(Images images, String definition, long first) {
    return new Rows(images, new ImageForm(table, definition, 1 + columns.size(), first), true);
  }

  /** The first rows stay as they are; if more come, all of them go into an image. */
  private final class Rows implements Insertion<T> {

    private final Images images;
    private final ImageForm form;
    private final boolean whole;
    private final List<T> bound = new ArrayList<>();
    private @Nullable TableImage image;

    Rows(Images images, ImageForm form, boolean whole) {
      this.images = images;
      this.form = form;
      this.whole = whole;
    }

    @Override
    public void add(T row) throws SQLException {
      if (image != null) {
        put(row, image);
        return;
      }
      bound.add(row);
      if (bound.size() == FEWEST_IN_IMAGE) {
        image = images.create(form);
        if (image != null) {
          for (T each : bound) {
            put(each, image);
          }
          bound.clear();
        }
      }
    }

    private void put(T row, TableImage into) throws SQLException {
      if (whole) {
        // Its number is kept once, with the row.
        into.nothing();
      }
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
        String schema = images.attach(connection, image);
        try (PreparedStatement statement = copying(connection, schema)) {
          RowIgnoredException.check(statement.executeUpdate(), image.rows());
        }
      }
    }

    private PreparedStatement copying(Connection connection, String schema) throws SQLException {
      String from = schema + "." + form.table();
      if (whole) {
        try {
          // SQLite takes this for two tables of the same form only, and copies their records.
          return connection.prepareStatement("insert into " + table + " select * from " + from);
        } catch (SQLException notOfOneForm) {
          // Somebody has added an index or a trigger: then value by value.
        }
      }
      String names = String.join(", ", columns);
      return connection.prepareStatement(
          "insert into "
              + table
              + " ("
              + names
              + ") select "
              + names
              + " from "
              + from
              + " order by rowid");
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
