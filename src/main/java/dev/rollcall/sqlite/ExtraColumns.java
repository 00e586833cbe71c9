package dev.rollcall.sqlite;

import dev.rollcall.database.sql.ExtraColumnRows;
import dev.rollcall.database.sql.ExtraColumnRows.Found;
import dev.rollcall.database.sql.ExtraColumnRows.Kind;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Usual;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns that users have in SQLite beside those of every user. */
final class ExtraColumns implements ExtraColumnRows.Table {

  private static final String FOUND =
      "select name, type, hidden, dflt_value from pragma_table_xinfo('users')"
          + " where lower(name) not in ("
          + UserSql.KNOWN
          + ") order by cid";

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,19}");

  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'|\"((?:[^\"]|\"\")*)\"");

  /** Of {@code varchar(20)}: SQLite itself takes longer texts. */
  private static final Pattern LENGTH = Pattern.compile("\\( *([0-9]{1,9}) *\\)");

  @Override
  public List<Found> columns(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        FOUND,
        row -> {
          String type = row.getString(2);
          Kind kind = kind(type);
          return new Found(
              row.getString(1),
              type,
              kind,
              row.getInt(3) != 0,
              longest(type),
              usual(kind, row.getString(4)));
        });
  }

  /** SQLite takes any value for any column. */
  @Override
  public @Nullable String withStrangeValue(Connection connection, Found column)
      throws SQLException {
    String kind = column.kind() == Kind.TEXT ? "text" : "integer";
    List<String> users =
        Sql.texts(
            connection,
            "select username from users where typeof("
                + UserSql.quoted(column.name())
                + ") not in ('"
                + kind
                + "', 'null') limit 1");
    return users.isEmpty() ? null : users.get(0);
  }

  private static @Nullable Kind kind(String type) {
    return switch (Affinity.of(type)) {
      case TEXT -> Kind.TEXT;
      case INTEGER -> Kind.INTEGER;
      case OTHER -> null;
    };
  }

  private static int longest(String type) {
    Matcher length = LENGTH.matcher(type);
    int longest = length.find() ? Integer.parseInt(String.valueOf(length.group(1))) : 0;
    return longest > 0 ? longest : ExtraColumn.LONGEST;
  }

  /** SQLite makes of each value what the column holds, as far as it can. */
  private static Usual usual(@Nullable Kind kind, @Nullable String expression) {
    if (expression == null || expression.equalsIgnoreCase("null")) {
      return Usual.NOTHING;
    }
    boolean text = kind == Kind.TEXT;
    String literal = literal(expression);
    if (literal != null) {
      if (text) {
        return Usual.always(literal);
      }
      return NUMBER.matcher(literal).matches() ? Usual.ofNumber(literal, false) : Usual.VARIES;
    }
    return switch (expression.toLowerCase(Locale.ROOT)) {
      case "true" -> Usual.ofNumber("1", text);
      case "false" -> Usual.ofNumber("0", text);
      default ->
          NUMBER.matcher(expression).matches() ? Usual.ofNumber(expression, text) : Usual.VARIES;
    };
  }

  private static @Nullable String literal(String expression) {
    Matcher text = TEXT.matcher(expression);
    if (!text.matches()) {
      return null;
    }
    String single = text.group(1);
    return single == null
        ? String.valueOf(text.group(2)).replace("\"\"", "\"")
        : single.replace("''", "'");
  }
}
