package dev.rollcall.database.sql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Nearest;
import dev.rollcall.text.Visible;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.UserColumns;
import dev.rollcall.user.Usual;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which extra columns a database is known to have, and what they are. A name comes from a user or
 * from the ledger; only the one that the table itself has comes into a statement.
 */
public final class ExtraColumnRows {

  private static final String KNOWN = "select name, secret from rollcall_columns order by name";

  private ExtraColumnRows() {}

  /**
   * A column that the table of users has beside those of every user.
   *
   * @param type as it was declared
   * @param kind whether it holds texts or whole numbers, so that each is kept as it is; null if
   *     neither
   * @param generated whether the database says what is in it
   * @param longest the longest text in it, in code points
   * @param usual what a new user has in it of whom nobody says it
   */
  public record Found(
      String name, String type, @Nullable Kind kind, boolean generated, int longest, Usual usual) {}

  /** What a column holds. */
  public enum Kind {
    TEXT,
    INTEGER
  }

  /** Asks a database for such columns. */
  public interface Table {
    List<Found> columns(Connection connection) throws SQLException;

    /**
     * The user who has a value in a column that is not of its kind, which no row could say, nor an
     * undo put back; null if nobody has.
     */
    default @Nullable String withStrangeValue(Connection connection, Found column)
        throws SQLException {
      return null;
    }
  }

  /**
   * The columns that users have for a job.
   *
   * @param named those that it names
   * @throws Failure {@code COLUMN_UNUSABLE}
   */
  public static UserColumns of(Connection connection, Table table, List<Field> named)
      throws SQLException {
    Map<String, Boolean> known = known(connection);
    if (named.isEmpty() && known.isEmpty()) {
      return UserColumns.OWN;
    }
    Map<String, Found> found = found(connection, table);
    List<ExtraColumn> columns = new ArrayList<>();
    for (Field field : named) {
      if (Boolean.TRUE.equals(known.get(field.word())) && !field.isSecret()) {
        throw unusable(
            "the column " + field.word() + " of its users is secret",
            "say so in the job: secret: [" + field.word() + "]");
      }
      Found column = usable(field.word(), found);
      if (!known.containsKey(field.word())) {
        checkValues(connection, table, column);
      }
      columns.add(column(field, column));
    }
    Set<String> taken = new HashSet<>(named.stream().map(Field::word).toList());
    found.forEach(
        (name, each) -> {
          Boolean secret = known.get(name);
          if (secret != null && !taken.contains(name) && fault(each) == null) {
            columns.add(column(Field.extra(columns.size(), name, secret), each));
          }
        });
    if (columns.size() > ExtraColumn.MOST) {
      throw unusable(
          "its users would have more than " + ExtraColumn.MOST + " extra columns",
          "leave some out of the job, or add none");
    }
    return new UserColumns(columns, named.size());
  }

  /** All columns that the database is known to have, and still has; each may be written. */
  public static UserColumns known(Connection connection, Table table) throws SQLException {
    UserColumns known = of(connection, table, List.of());
    return known.hasExtras() ? new UserColumns(known.extras(), known.extras().size()) : known;
  }

  private static Map<String, Boolean> known(Connection connection) throws SQLException {
    Map<String, Boolean> known = new LinkedHashMap<>();
    Sql.each(connection, KNOWN, row -> known.put(row.getString(1), row.getBoolean(2)));
    return known;
  }

  private static Map<String, Found> found(Connection connection, Table table) throws SQLException {
    Map<String, Found> found = new LinkedHashMap<>();
    for (Found each : table.columns(connection)) {
      found.put(each.name(), each);
    }
    return found;
  }

  private static ExtraColumn column(Field field, Found found) {
    return new ExtraColumn(field, found.kind() == Kind.TEXT, found.longest(), found.usual());
  }

  private static Found usable(String name, Map<String, Found> found) {
    Found column = found.get(name);
    if (column == null) {
      String near = Nearest.to(name, found.keySet());
      String lower = name.toLowerCase(Locale.ROOT);
      throw unusable(
          "its users have no column "
              + name
              + (found.isEmpty()
                  ? ", nor any beside those that all users have"
                  : "; beside the four they have " + String.join(", ", found.keySet())),
          (near == null ? "" : "did you mean " + near + "? if not, ")
              + (lower.equals(name) ? "" : "call it " + lower + " in the job, and ")
              + "add it: rollcall schema add-column "
              + lower
              + " text (or integer)");
    }
    String fault = fault(column);
    if (fault != null) {
      throw unusable(
          "the column " + name + " of its users " + fault,
          "an extra column holds texts or whole numbers" + others(found));
    }
    return column;
  }

  /** Once: from then on the program writes it, and all that a row says is of its kind. */
  private static void checkValues(Connection connection, Table table, Found column)
      throws SQLException {
    String user = table.withStrangeValue(connection, column);
    if (user != null) {
      String kind = column.kind() == Kind.TEXT ? "text" : "whole number";
      throw unusable(
          "the column "
              + column.name()
              + " of its users has a value that is no "
              + kind
              + ", that of "
              + Visible.quoted(user),
          "correct it, and all others that are none");
    }
  }

  private static String others(Map<String, Found> found) {
    List<String> usable =
        found.values().stream().filter(each -> fault(each) == null).map(Found::name).toList();
    return usable.isEmpty() ? "" : "; those are " + String.join(", ", usable);
  }

  private static @Nullable String fault(Found column) {
    if (column.generated()) {
      return "is generated";
    }
    if (column.kind() == null) {
      return column.type().isEmpty() ? "has no type" : "has the type " + column.type();
    }
    return null;
  }

  private static Failure unusable(String what, String advice) {
    return Failure.of(ProblemCode.COLUMN_UNUSABLE, what, advice);
  }

  /** Notes that the database has these; what was secret once stays so. */
  public static void know(Connection connection, UserColumns columns) throws SQLException {
    for (ExtraColumn column : columns.named()) {
      know(connection, column.word(), column.isSecret());
    }
  }

  /**
   * Notes that the table has got a column.
   *
   * @throws Failure {@code COLUMN_UNUSABLE} if it has more now than can be worked with
   */
  static void add(Connection connection, Table table, String name) throws SQLException {
    know(connection, name, false);
    of(connection, table, List.of());
  }

  private static void know(Connection connection, String name, boolean secret) throws SQLException {
    Sql.update(
        connection,
        "insert into rollcall_columns (name, secret) values (?, ?)"
            + " on conflict (name) do update set secret = excluded.secret"
            + " where not rollcall_columns.secret and excluded.secret",
        name,
        secret);
  }
}
