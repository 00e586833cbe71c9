package dev.rollcall.postgresql.report;

import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.SqlText;
import dev.rollcall.reporting.SqlToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query as COPY takes it, to which no value can be bound: the values are bound to settings of the
 * session, and the query asks for these.
 */
public final class SettledQuery {

  /** Unlike any table that the query itself may name. */
  private static final String NAME = "rollcall_report_rows";

  private static final String BEFORE = " from (\n";

  private final SqlText text;
  private final List<@Nullable Object> values;
  private final String sql;
  private final List<Replaced> replaced = new ArrayList<>();

  /**
   * @param from where it was in the query's own text
   * @param to behind it there
   * @param longer by how many characters the query has got longer up to there
   */
  private record Replaced(int from, int to, int longer) {}

  /**
   * The same with the values of its parameters.
   *
   * @throws dev.rollcall.problem.Failure {@code QUERY} if they are not those that it has
   */
  public SettledQuery(SqlText text, Query query) {
    this.text = text;
    this.values = text.values(query.parameters());
    this.sql = replace(text.statement());
  }

  private String replace(String statement) {
    List<String> names = text.parameters();
    StringBuilder replacing = new StringBuilder();
    int done = 0;
    for (SqlToken token : text.tokens()) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        replacing.append(statement, done, token.from());
        replacing.append(asked(names.indexOf(token.text().substring(1))));
        done = token.to();
        replaced.add(new Replaced(token.from(), done, replacing.length() - done));
      }
    }
    return replacing.append(statement, done, statement.length()).toString();
  }

  /** Asked once, and not for every row. */
  private String asked(int index) {
    Object value = values.get(index);
    if (value == null) {
      return "(null)";
    }
    String setting = "current_setting('" + setting(index) + "')";
    if (value instanceof Long) {
      return "(select cast(" + setting + " as bigint))";
    }
    return value instanceof Double
        ? "(select cast(" + setting + " as double precision))"
        : "(select " + setting + ")";
  }

  private static String setting(int index) {
    return "rollcall.value_" + index;
  }

  /** Gives the values to the transaction of a connection. */
  void settle(Connection connection) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        try (PreparedStatement statement =
            connection.prepareStatement("select set_config(?, ?, true)")) {
          statement.setString(1, setting(i));
          statement.setString(2, Objects.toString(values.get(i)));
          statement.execute();
        }
      }
    }
  }

  /** A statement on this query. */
  String select(String what, String rest) {
    return "select " + what + BEFORE + sql + "\n) as " + NAME + " " + rest;
  }

  /**
   * Where in the query's own text something is.
   *
   * @param position in a statement of {@link #select}, counted from 1
   * @param what of that statement
   */
  int offset(int position, String what) {
    int at = position - 1 - ("select " + what + BEFORE).length();
    int longer = 0;
    for (Replaced each : replaced) {
      if (at < each.to + each.longer) {
        return Math.max(0, Math.min(at - longer, each.from));
      }
      longer = each.longer;
    }
    return Math.max(0, Math.min(at - longer, text.statement().length()));
  }

  SqlText text() {
    return text;
  }
}
