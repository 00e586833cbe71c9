package dev.rollcall.sqlite.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds out whether a query walks through one table in the order of its rowid, and gives the rowid
 * as one of its columns. Then its rows can be had in parts, by ranges of that column, and the parts
 * one after the other are what the query itself gives.
 *
 * <p>SQLite's own plans tell. A plan of one line is one loop: nothing is joined, sorted, grouped or
 * cut off.
 */
final class KeyColumn {

  /** The whole table, not by an index; or a part of it by rowid. */
  private static final Pattern BY_ROWID =
      Pattern.compile(
          "SCAN (?!.* (USING|VIRTUAL) ).*|SEARCH .* USING INTEGER PRIMARY KEY \\(.*\\)");

  private static final Pattern ONE_ROW =
      Pattern.compile("SEARCH .* USING INTEGER PRIMARY KEY \\(rowid=\\?\\)");

  private static final Pattern RANGE =
      Pattern.compile("SEARCH .* USING INTEGER PRIMARY KEY \\(rowid>\\? AND rowid<\\?\\)");

  private final Connection connection;
  private final WrappedQuery query;

  KeyColumn(Connection connection, WrappedQuery query) {
    this.connection = connection;
    this.query = query;
  }

  /** The column's index; -1 if there is none. */
  int find() throws SQLException {
    if (!hasPlan(query.sql(), BY_ROWID) || goesBackwards()) {
      return -1;
    }
    for (int i = 0; i < query.columns(); i++) {
      String name = WrappedQuery.column(i);
      String range = "where " + name + " >= 1 and " + name + " <= 2 order by " + name;
      if (hasPlan(query.select("*", "where " + name + " = 1"), ONE_ROW)
          && hasPlan(query.select("*", range), RANGE)) {
        return i;
      }
    }
    return -1;
  }

  private boolean hasPlan(String sql, Pattern pattern) throws SQLException {
    List<String> lines = explain("explain query plan " + sql, "detail");
    return lines.size() == 1 && pattern.matcher(lines.get(0)).matches();
  }

  private boolean goesBackwards() throws SQLException {
    List<String> steps = explain("explain " + query.sql(), "opcode");
    return steps.contains("Prev") || steps.contains("Last");
  }

  private List<String> explain(String sql, String column) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        lines.add(result.getString(column));
      }
    }
    return lines;
  }
}
