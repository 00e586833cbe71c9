package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.user.User;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the users whom a chunk creates. They are foreseen when it is decided, one after the
 * other, and taken from the sequence when it is written, as anybody takes them: others who create
 * users at the same time have some in between. Not thread-safe.
 */
final class GivenIds {

  /** A sequence that lags behind the users is moved up first. */
  private static final String TAKE =
      "with moved as materialized (select setval(%1$s, ?1)"
          + " where coalesce(pg_sequence_last_value(%1$s), 0) < ?1)"
          + " select array_agg(nextval(%1$s)) from generate_series(1, ?2)"
          + " where (select count(*) from moved) >= 0";

  private final @Nullable String sequence;
  private long firstForeseen;
  private long[] given = {};

  /**
   * @param sequence from which they are taken, as SQL; null if there is none, and nobody else gives
   *     any but the next
   */
  GivenIds(@Nullable String sequence) {
    this.sequence = sequence;
  }

  /**
   * Takes as many as were foreseen. Those that were taken for users whom the database has refused
   * are given to others of the chunk.
   *
   * @param first the lowest that was foreseen
   */
  void take(Connection connection, long first, int number) throws SQLException {
    if (first != firstForeseen) {
      firstForeseen = first;
      given = new long[0];
    }
    int more = number - given.length;
    if (more <= 0 || sequence == null) {
      return;
    }
    Sql.each(
        connection,
        String.format(Locale.ROOT, TAKE, sequence),
        row -> {
          Long[] taken = (Long[]) row.getArray(1).getArray();
          given =
              LongStream.concat(
                      Arrays.stream(given),
                      Arrays.stream(taken).mapToLong(Long::longValue).sorted())
                  .toArray();
        },
        first - 1,
        more);
  }

  /** The id that a user got of whom this was foreseen; of one who was there, the one that is. */
  long of(long foreseen) {
    long place = foreseen - firstForeseen;
    return place >= 0 && place < given.length ? given[(int) place] : foreseen;
  }

  /** The ids of users as they are in the table, also if they came out other than was foreseen. */
  Array of(Connection connection, List<User> users) throws SQLException {
    return ColumnArray.numbers(
        connection, users.stream().mapToLong(user -> of(user.id())).toArray());
  }

  /** Whether they are all as they were foreseen. */
  boolean areAsForeseen() {
    return given.length == 0
        || given[0] == firstForeseen && given[given.length - 1] == firstForeseen + given.length - 1;
  }

  /** Forgets them, once the chunk is written: the ids of the next one mean themselves. */
  void forget() {
    given = new long[0];
  }
}
