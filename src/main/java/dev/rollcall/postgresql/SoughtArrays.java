package dev.rollcall.postgresql;

import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
    if (haveAllAState(sought)) {
      for (UserColumn column : users.readable()) {
        int setting = setting(sought, column);
        if (setting > 0) {
          compared.add(column);
          alike &= setting == sought.size();
        }
      }
    }
    return new SoughtArrays(sought, compared, alike, users);
  }

  private static boolean haveAllAState(List<Sought> sought) {
    for (Sought each : sought) {
      if (each.atRest() == null) {
        return false;
      }
    }
    return true;
  }

  /** How many of them set the column. */
  private static int setting(List<Sought> sought, UserColumn column) {
    int setting = 0;
    for (Sought each : sought) {
      setting += sets(each, column) ? 1 : 0;
    }
    return setting;
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
        + " where (users.id is null or "
        + shown
        + ")";
  }

  /** What is bound, in its order. */
  Object[] bound(Connection connection) throws SQLException {
    List<Object> arrays = new ArrayList<>();
    String[] names = new String[sought.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = sought.get(i).username();
    }
    arrays.add(ColumnArray.texts(connection, names));
    for (UserColumn column : compared) {
      arrays.add(values(column).array(connection));
    }
    if (!alike) {
      for (UserColumn column : compared) {
        arrays.add(ColumnArray.truths(connection, setting(column)));
      }
    }
    return arrays.toArray();
  }

  private ColumnArray values(UserColumn column) {
    ColumnArray array = ColumnArray.of(column, sought.size());
    for (Sought each : sought) {
      NewValues values = each.atRest();
      if (values != null && column.isSetBy(values)) {
        column.give(values, array);
      } else {
        array.nothing();
      }
    }
    return array;
  }

  private boolean[] setting(UserColumn column) {
    boolean[] setting = new boolean[sought.size()];
    for (int i = 0; i < setting.length; i++) {
      setting[i] = sets(sought.get(i), column);
    }
    return setting;
  }
}
