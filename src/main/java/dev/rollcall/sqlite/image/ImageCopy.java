package dev.rollcall.sqlite.image;

import dev.rollcall.database.sql.RowIgnoredException;
import dev.rollcall.database.sql.ValueSink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of an image come into their table, with as little to do for SQLite as the table
 * allows. One for each image; its methods are called in turn, {@link #take} on any one thread.
 */
class ImageCopy<T> {

  final String table;
  final List<String> columns;

  /** Value by value, which every table takes. */
  ImageCopy(String table, List<String> columns) {
    this.table = table;
    this.columns = columns;
  }

  /** The table in the image. */
  ImageForm form() {
    return ImageForm.of(columns);
  }

  /** Is told of a row before its values go into the image. */
  void take(T row, ValueSink into) throws SQLException {}

  /**
   * Copies all rows in their order.
   *
   * @param from the image's table, with its schema
   * @throws SQLException also if the database did not take exactly as many rows as there are
   */
  void execute(Connection connection, String from, int rows) throws SQLException {
    copy(connection, columns, from, rows);
  }

  final void copy(Connection connection, List<String> named, String from, int rows)
      throws SQLException {
    String names = String.join(", ", named);
    String sql =
        "insert into "
            + table
            + " ("
            + names
            + ") select "
            + names
            + " from "
            + from
            + " order by rowid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      RowIgnoredException.check(statement.executeUpdate(), rows);
    }
  }

  /**
   * Of rows whose first column is what the table numbers them by. As long as each has the number
   * after that of the one before, SQLite is left to give it, and need not look whether it is free.
   */
  static final class InSequence<T> extends ImageCopy<T> {

    private final ToLongFunction<T> number;
    private long next;
    private boolean unbroken = true;

    /**
     * @param number of a row
     * @param next the number that the next row gets
     */
    InSequence(String table, List<String> columns, ToLongFunction<T> number, long next) {
      super(table, columns);
      this.number = number;
      this.next = next;
    }

    @Override
    void take(T row, ValueSink into) {
      unbroken &= number.applyAsLong(row) == next++;
    }

    @Override
    void execute(Connection connection, String from, int rows) throws SQLException {
      if (!unbroken) {
        super.execute(connection, from, rows);
        return;
      }
      // The first says where they begin, whatever the table remembers of rows that are gone.
      copy(connection, columns, from + " where rowid = 1", 1);
      copy(connection, columns.subList(1, columns.size()), from + " where rowid > 1", rows - 1);
      try (PreparedStatement statement = connection.prepareStatement("select last_insert_rowid()");
          ResultSet last = statement.executeQuery()) {
        if (!last.next() || last.getLong(1) != next - 1) {
          throw new SQLException("the last row was to be " + (next - 1));
        }
      }
    }
  }

  /**
   * Of rows that are in the image as they will be in the table, the number that they have there
   * included: SQLite copies them without looking at their values, unless the table has an index or
   * a trigger.
   */
  static final class Whole<T> extends ImageCopy<T> {

    private final ImageForm form;

    /**
     * @param columns those after the one that numbers the rows, except what the table generates
     * @param definition the statement that created the table
     * @param first the number of the first row; it must be the next one when they are copied
     */
    Whole(String table, List<String> columns, String definition, long first) {
      super(table, columns);
      this.form = new ImageForm(table, definition, 1 + columns.size(), first);
    }

    @Override
    ImageForm form() {
      return form;
    }

    @Override
    void take(T row, ValueSink into) throws SQLException {
      // The number is kept with the row, not among its values.
      into.nothing();
    }

    @Override
    void execute(Connection connection, String from, int rows) throws SQLException {
      try (PreparedStatement records = ofRecords(connection, from)) {
        if (records != null) {
          RowIgnoredException.check(records.executeUpdate(), rows);
          return;
        }
      }
      super.execute(connection, from, rows);
    }

    /** Null where records can't be copied: the values that the table generates are in the way. */
    private @Nullable PreparedStatement ofRecords(Connection connection, String from) {
      try {
        return connection.prepareStatement("insert into " + table + " select * from " + from);
      } catch (SQLException e) {
        return null;
      }
    }
  }
}
