package dev.rollcall.postgresql;

import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Those that are sought, in the order of the bytes of their names. To read all users from the first
 * name to the last takes a fraction of the time of looking for each, if there are not many more.
 */
final class NameRange {

  /** Of fewer, each is looked for. */
  private static final int FEWEST = 1_000;

  /** How many users there may be in the range for each that is sought. */
  private static final int MOST_TIMES = 4;

  /** How many bytes their extra columns may have, for each: all of it is sent. */
  private static final int MOST_BYTES = 512;

  /** How many times an answer is taken for that of the next. */
  private static final int TIMES = 16;

  private static final String ARE_FEW =
      "select count(*) <= ? and coalesce(sum(bytes), 0) <= count(*) * ? from (select ";

  private static final String IN_RANGE =
      " as bytes from users where username between ? and ? limit ?) as near";

  private static final String IS_IN_BYTE_ORDER =
      "select exists (select 1 from pg_attribute a join pg_collation c on c.oid = a.attcollation"
          + " where a.attrelid = 'users'::regclass and a.attname = 'username'"
          + " and c.collcollate in ('C', 'POSIX'))";

  private final List<Sought> sought;

  /** Where each is among those that are sought, from the smallest name on; null for as they are. */
  private final int @Nullable [] places;

  private NameRange(List<Sought> sought, int @Nullable [] places) {
    this.sought = sought;
    this.places = places;
  }

  /** Whether ranges are worth their while; asks now and then. Not thread-safe. */
  static final class Density {

    private @Nullable Boolean inByteOrder;
    private boolean dense;
    private int times;

    /**
     * The range of these, if they are to be read from it.
     *
     * @param columns that users have
     */
    @Nullable NameRange of(Connection connection, List<Sought> sought, UserColumns columns)
        throws SQLException {
      if (sought.size() < FEWEST || !isInByteOrder(connection)) {
        return null;
      }
      NameRange range = NameRange.of(sought);
      if (range != null && times-- <= 0) {
        dense = range.isDense(connection, columns);
        times = TIMES;
      }
      return dense ? range : null;
    }

    /** Asks again the next time. */
    void forget() {
      times = 0;
    }

    private boolean isInByteOrder(Connection connection) throws SQLException {
      if (inByteOrder == null) {
        inByteOrder = Sql.holds(connection, IS_IN_BYTE_ORDER);
      }
      return inByteOrder;
    }
  }

  /** Null where Java's order is not that of the bytes: characters beyond the first plane. */
  static @Nullable NameRange of(List<Sought> sought) {
    boolean inOrder = true;
    String before = "";
    for (Sought each : sought) {
      String name = each.username();
      if (name.codePointCount(0, name.length()) != name.length()) {
        return null;
      }
      inOrder &= before.compareTo(name) <= 0;
      before = name;
    }
    return new NameRange(sought, inOrder ? null : places(sought));
  }

  private static int[] places(List<Sought> sought) {
    return IntStream.range(0, sought.size())
        .boxed()
        .sorted(Comparator.comparing(place -> sought.get(place).username()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private boolean isDense(Connection connection, UserColumns columns) throws SQLException {
    String bytes =
        columns.readable().stream()
            .filter(column -> column instanceof ExtraColumn && column.isText())
            .map(column -> "coalesce(octet_length(" + UserSql.name(column) + "), 0)")
            .reduce("0", (sum, each) -> sum + " + " + each);
    return Sql.holds(
        connection,
        ARE_FEW + bytes + IN_RANGE,
        mostUsers(),
        MOST_BYTES,
        first(),
        last(),
        mostUsers() + 1);
  }

  /** Of how many users in the range it is worth it to read all. */
  int mostUsers() {
    return MOST_TIMES * size();
  }

  /** How many are sought. */
  int size() {
    return sought.size();
  }

  /**
   * Where one is among those that are sought.
   *
   * @param index in the order of names, from 0
   */
  int place(int index) {
    return places == null ? index : places[index];
  }

  Sought get(int index) {
    return sought.get(place(index));
  }

  String name(int index) {
    return get(index).username();
  }

  String first() {
    return name(0);
  }

  String last() {
    return name(size() - 1);
  }
}
