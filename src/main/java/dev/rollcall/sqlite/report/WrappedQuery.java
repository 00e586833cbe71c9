package dev.rollcall.sqlite.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A query as a source for others, in which its columns are called {@code c1}, {@code c2} and so on,
 * as it may give them no names, or one name twice.
 *
 * @param sql one SELECT, checked
 * @param values of its parameters, in the order in which SQLite counts them
 */
public record WrappedQuery(String sql, List<@Nullable Object> values, int columns) {

  /** Unlike any table that the query itself may name. */
  private static final String NAME = "rollcall_report_rows";

  /** The name of a column; the first is 0. */
  static String column(int index) {
    return "c" + (index + 1);
  }

  /** The names of all columns. */
  List<String> names() {
    return IntStream.range(0, columns).mapToObj(WrappedQuery::column).toList();
  }

  /** The number, for {@code ?1}, of the first parameter that the query leaves free. */
  int firstFree() {
    return values.size() + 1;
  }

  /** A statement on this query. */
  String select(String what, String rest) {
    String names = names().stream().collect(Collectors.joining(", "));
    return "with "
        + NAME
        + "("
        + names
        + ") as (\n"
        + sql
        + "\n) select "
        + what
        + " from "
        + NAME
        + " "
        + rest;
  }

  /** Prepares such a statement, and binds the query's own values. */
  PreparedStatement prepare(Connection connection, String statement) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    bind(prepared);
    return prepared;
  }

  private void bind(PreparedStatement prepared) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      prepared.setObject(i + 1, values.get(i));
    }
  }
}
