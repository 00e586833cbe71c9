package dev.rollcall.postgresql;

import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names from the first to the last of those that are sought, in the order of their bytes. To
 * read all users between them in turn takes half the time of looking for each, if there are not
 * many more.
 */
record NameRange(String first, String last) {

  /** Of fewer, each is looked for. */
  private static final int FEWEST = 1_000;

  /** How many users there may be in the range for each that is sought. */
  private static final int MOST_TIMES = 4;

  /** How many times an answer is taken for that of the next. */
  private static final int TIMES = 16;

  private static final String ARE_MORE =
      "select count(*) > ? from (select 1 from users where username between ? and ? limit ?)"
          + " as near";

  private static final String IS_IN_BYTE_ORDER =
      "select exists (select 1 from pg_attribute a join pg_collation c on c.oid = a.attcollation"
          + " where a.attrelid = 'users'::regclass and a.attname = 'username'"
          + " and c.collcollate in ('C', 'POSIX'))";

  /** Whether ranges are worth their while; asks now and then. Not thread-safe. */
  static final class Density {

    private @Nullable Boolean inByteOrder;
    private boolean dense;
    private int times;

    /** The range of these, if they are to be read from it. */
    @Nullable NameRange of(Connection connection, List<Sought> sought) throws SQLException {
      if (sought.size() < FEWEST || !isInByteOrder(connection)) {
        return null;
      }
      NameRange range = NameRange.of(sought);
      if (range != null && times-- <= 0) {
        int most = MOST_TIMES * sought.size();
        dense = !Sql.holds(connection, ARE_MORE, most, range.first, range.last, most + 1);
        times = TIMES;
      }
      return dense ? range : null;
    }

    private boolean isInByteOrder(Connection connection) throws SQLException {
      if (inByteOrder == null) {
        inByteOrder = Sql.holds(connection, IS_IN_BYTE_ORDER);
      }
      return inByteOrder;
    }
  }

  /** Null where Java's order is not that of the bytes: characters beyond the first plane. */
  private static @Nullable NameRange of(List<Sought> sought) {
    String first = sought.get(0).username();
    String last = first;
    for (Sought each : sought) {
      String name = each.username();
      if (name.codePointCount(0, name.length()) != name.length()) {
        return null;
      }
      if (name.compareTo(first) < 0) {
        first = name;
      } else if (name.compareTo(last) > 0) {
        last = name;
      }
    }
    return new NameRange(first, last);
  }
}
