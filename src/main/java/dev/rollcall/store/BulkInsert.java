package dev.rollcall.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Inserts many rows with few statements: several rows a statement, their values bound. */
final class BulkInsert<T> {

  /** Binds the values of a row. */
  interface Binder<T> {

    /** Binds the row's values from the given parameter index on. */
    void bind(PreparedStatement statement, int index, T row) throws SQLException;
  }

  /** Measured: 100 to 250 rows a statement are the fastest, and well below SQLite's limits. */
  private static final int ROWS_PER_STATEMENT = 200;

  private final String table;
  private final List<String> columns;
  private final Binder<T> binder;

  BulkInsert(String table, List<String> columns, Binder<T> binder) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.binder = binder;
  }

  /** Inserts the rows in their order. */
  void execute(Connection connection, List<T> rows) throws SQLException {
    int whole = rows.size() - rows.size() % ROWS_PER_STATEMENT;
    execute(connection, rows.subList(0, whole), ROWS_PER_STATEMENT);
    execute(connection, rows.subList(whole, rows.size()), rows.size() - whole);
  }

  private void execute(Connection connection, List<T> rows, int rowsPerStatement)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql(rowsPerStatement))) {
      for (int from = 0; from < rows.size(); from += rowsPerStatement) {
        int index = 1;
        for (T row : rows.subList(from, from + rowsPerStatement)) {
          binder.bind(statement, index, row);
          index += columns.size();
        }
        RowIgnoredException.check(statement.executeUpdate(), rowsPerStatement);
      }
    }
  }

  private String sql(int rows) {
    String values = "(" + String.join(",", Collections.nCopies(columns.size(), "?")) + ")";
    return "insert into "
        + table
        + " ("
        + String.join(", ", columns)
        + ") values "
        + String.join(",", Collections.nCopies(rows, values));
  }
}
