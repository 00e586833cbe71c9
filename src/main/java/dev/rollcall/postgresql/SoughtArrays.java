package dev.rollcall.postgresql;

import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a look-up asks for, as an array a column: the server compares, and returns only those whom
 * something may happen to.
 *
 * @param compared the columns that some of the sought set; none if some are to be shown whatever
 *     they have
 * @param alike whether each of the sought sets all of these
 * @param users the columns that users have
 */
record SoughtArrays(
    List<Sought> sought, List<UserColumn> compared, boolean alike, UserColumns users) {

  static SoughtArrays of(List<Sought> sought, UserColumns users) {
    List<UserColumn> compared = new ArrayList<>();
    boolean alike = true;
    if (sought.stream().allMatch(each -> each.atRest() != null)) {
      for (UserColumn column : users.readable()) {
        long setting = sought.stream().filter(each -> sets(each, column)).count();
        if (setting > 0) {
          compared.add(column);
          alike &= setting == sought.size();
        }
      }
    }
    return new SoughtArrays(sought, compared, alike, users);
  }

  private static boolean sets(Sought sought, UserColumn column) {
    NewValues values = sought.atRest();
    return values != null && column.isSetBy(values);
  }

  /** Place (from 1), id, and columns of those who are not at rest; the id is null for nobody. */
  String query() {
    List<String> columns = new ArrayList<>(List.of("username"));
    List<String> differs = new ArrayList<>();
    for (UserColumn column : compared) {
      columns.add(UserSql.alias(column));
      String differ = UserSql.value(column) + " is distinct from sought." + UserSql.alias(column);
      differs.add(alike ? differ : "sought.sets_" + UserSql.alias(column) + " and " + differ);
    }
    if (!alike) {
      compared.forEach(column -> columns.add("sets_" + UserSql.alias(column)));
    }
    String arrays = String.join(", ", columns.stream().map(column -> "?").toList());
    // Nothing is compared: all are shown.
    String shown = differs.isEmpty() ? "true" : String.join(" or ", differs);
    return "select sought.place, users.id, "
        + UserSql.values(users)
        + " from unnest("
        + arrays
        + ") with ordinality as sought ("
        + String.join(", ", columns)
        + ", place) left join users on users.username = sought.username"
        + " where users.id is null or "
        + shown;
  }

  /** The arrays, in their order. */
  @Nullable Object[] bound(Connection connection) throws SQLException {
    List<Array> arrays = new ArrayList<>();
    arrays.add(connection.createArrayOf("text", sought.stream().map(Sought::username).toArray()));
    for (UserColumn column : compared) {
      arrays.add(array(connection, column, sought.stream().map(each -> value(each, column))));
    }
    if (!alike) {
      for (UserColumn column : compared) {
        Object[] sets = sought.stream().map(each -> sets(each, column)).toArray();
        arrays.add(connection.createArrayOf("bool", sets));
      }
    }
    return arrays.toArray();
  }

  private static @Nullable Object value(Sought sought, UserColumn column) {
    NewValues values = sought.atRest();
    return values != null && column.isSetBy(values)
        ? column.of(values.create(0, sought.username()))
        : null;
  }

  /** Values of a column as an array. */
  static Array array(
      Connection connection, UserColumn column, Stream<? extends @Nullable Object> values)
      throws SQLException {
    return connection.createArrayOf(column.isText() ? "text" : "int8", values.toArray());
  }
}
