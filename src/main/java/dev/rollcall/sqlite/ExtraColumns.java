package dev.rollcall.sqlite;

import dev.rollcall.database.sql.ExtraColumnRows.Found;
import dev.rollcall.database.sql.ExtraColumnRows.Kind;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Usual;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns that users have in SQLite beside those of every user. */
final class ExtraColumns {

  private static final String FOUND =
      "select name, type, hidden, dflt_value from pragma_table_xinfo('users')"
          + " where lower(name) not in ("
          + UserSql.KNOWN
          + ") order by cid";

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}");

  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");

  private ExtraColumns() {}

  static List<Found> of(Connection connection) throws SQLException {
    List<Found> columns = new ArrayList<>();
    Sql.each(
        connection,
        FOUND,
        row -> {
          String type = row.getString(2);
          Kind kind = kind(type);
          columns.add(
              new Found(
                  row.getString(1),
                  type,
                  kind,
                  row.getInt(3) != 0,
                  ExtraColumn.LONGEST,
                  usual(kind, row.getString(4))));
        });
    return columns;
  }

  private static @Nullable Kind kind(String type) {
    return switch (Affinity.of(type)) {
      case TEXT -> Kind.TEXT;
      case INTEGER -> Kind.INTEGER;
      case OTHER -> null;
    };
  }

  private static Usual usual(@Nullable Kind kind, @Nullable String expression) {
    if (expression == null) {
      return Usual.NOTHING;
    }
    Matcher text = TEXT.matcher(expression);
    if (kind == Kind.TEXT && text.matches()) {
      return Usual.always(text.group(1).replace("''", "'"));
    }
    return kind == Kind.INTEGER && NUMBER.matcher(expression).matches()
        ? Usual.always(Long.parseLong(expression))
        : Usual.VARIES;
  }
}
