package dev.rollcall.database.sql;

import dev.rollcall.database.CopiedTable;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of our tables, as they are compared between one database and another. */
public final class TableRows {

  public static final String USERS = "users";

  /** All tables that a copy has, with their keys. Those of Spring Batch are of use to nobody. */
  public static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put(USERS, List.of("id"));
    KEYS.put(LedgerCheck.RUNS, List.of("id"));
    KEYS.put(ChangeRows.TABLE, List.of("id"));
    KEYS.put(RejectRows.TABLE, List.of("id"));
    KEYS.put("rollcall_pace", List.of("run_id", "at_millis"));
    KEYS.put("rollcall_deliveries", List.of("job", "path"));
    KEYS.put("rollcall_columns", List.of("name"));
    KEYS.put("rollcall_missing", List.of("user_id", "change_id"));
  }

  /** PostgreSQL can't hold it in a text. */
  private static final char NOTHING = '\0';

  private static final char SHOWN_FOR_NOTHING = '\u2400';

  private TableRows() {}

  /** Passes on every row of a table in the order of its key, in the caller's transaction. */
  public static void each(Connection connection, CopiedTable table, CopiedTable.Taker taker)
      throws SQLException {
    String columns =
        table.columns().stream()
            .map(column -> table.name().equals(USERS) ? ofUser(column) : UserSql.quoted(column))
            .collect(Collectors.joining(", "));
    String sql =
        "select "
            + columns
            + " from "
            + table.name()
            + " order by "
            + String.join(", ", table.key());
    Sql.each(connection, sql, row -> taker.take(values(row, table.columns().size())));
  }

  /** Another program may have left a level null. */
  private static String ofUser(String name) {
    return UserColumn.OWN.stream()
        .filter(column -> column.word().equals(name))
        .map(UserSql::value)
        .findFirst()
        .orElse(UserSql.quoted(name));
  }

  private static @Nullable Object[] values(ResultSet row, int columns) throws SQLException {
    @Nullable Object[] values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = value(row.getObject(i + 1));
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1L : 0L;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    return value == null ? null : value.toString().replace(NOTHING, SHOWN_FOR_NOTHING);
  }
}
