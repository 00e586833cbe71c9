package dev.rollcall.postgresql;

import dev.rollcall.database.sql.ExtraColumnRows.Found;
import dev.rollcall.database.sql.ExtraColumnRows.Kind;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Usual;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns that users have in PostgreSQL beside those of every user. */
final class ExtraColumns {

  /** Texts must be the same only if their bytes are. */
  private static final String FOUND =
      "select a.attname, format_type(a.atttypid, a.atttypmod), t.typname,"
          + " a.attgenerated <> '' or a.attidentity <> '', a.atttypmod,"
          + " pg_get_expr(d.adbin, d.adrelid), coalesce(c.collisdeterministic, true)"
          + " from pg_attribute a join pg_type t on t.oid = a.atttypid"
          + " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
          + " left join pg_collation c on c.oid = a.attcollation"
          + " where a.attrelid = 'users'::regclass and a.attnum > 0 and not a.attisdropped"
          + " and a.attname not in ("
          + UserSql.KNOWN
          + ") order by a.attnum";

  private static final Set<String> TEXTS = Set.of("text", "varchar");

  /** All that a column holds, the program must be able to say; narrower ones hold less. */
  private static final String INTEGER = "int8";

  private static final Set<String> NARROWER = Set.of("int2", "int4");

  /** What the length of a type is declared with has these in it. */
  private static final int TYPE_HEADER = 4;

  private static final Pattern NUMBER = Pattern.compile("'?(-?[0-9]{1,19})'?(?:::[a-z ]+)?");

  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'(?:::[a-z ]+)?");

  private ExtraColumns() {}

  static List<Found> of(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        FOUND,
        row -> {
          Kind kind = row.getBoolean(7) ? kind(row.getString(3)) : null;
          int length = row.getInt(5) - TYPE_HEADER;
          return new Found(
              row.getString(1),
              NARROWER.contains(row.getString(3))
                  ? row.getString(2) + ", which is narrower than bigint"
                  : row.getString(2),
              kind,
              row.getBoolean(4),
              length > 0 ? length : ExtraColumn.LONGEST,
              usual(kind, row.getString(6)));
        });
  }

  private static @Nullable Kind kind(String type) {
    if (TEXTS.contains(type)) {
      return Kind.TEXT;
    }
    return type.equals(INTEGER) ? Kind.INTEGER : null;
  }

  private static Usual usual(@Nullable Kind kind, @Nullable String expression) {
    if (expression == null) {
      return Usual.NOTHING;
    }
    Matcher text = TEXT.matcher(expression);
    if (kind == Kind.TEXT && text.matches()) {
      return Usual.always(text.group(1).replace("''", "'"));
    }
    Matcher number = NUMBER.matcher(expression);
    return kind == Kind.INTEGER && number.matches()
        ? Usual.ofNumber(String.valueOf(number.group(1)), false)
        : Usual.VARIES;
  }
}
