package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The ids of the users whom a chunk creates. They are foreseen when it is decided, one after the
 * other, and taken from the sequence when it is written, as anybody takes them: others who create
 * users at the same time have some in between. Not thread-safe.
 */
final class GivenIds {

  /** The sequence, looked for once a statement: for each id anew would take longer than the id. */
  private static final String SEQUENCE = "(select " + PostgresUserTable.SEQUENCE + "::regclass)";

  /** A sequence that lags behind the users is moved up first. */
  private static final String TAKE =
      "with moved as materialized (select setval("
          + SEQUENCE
          + ", ?1) where coalesce(pg_sequence_last_value("
          + SEQUENCE
          + "), 0) < ?1) select array_agg(nextval("
          + SEQUENCE
          + ")) from generate_series(1, ?2) where (select count(*) from moved) >= 0";

  private long firstForeseen;
  private long[] given = {};

  /**
   * Takes as many as were foreseen.
   *
   * @param first the lowest that was foreseen
   */
  void take(Connection connection, long first, int number) throws SQLException {
    firstForeseen = first;
    given = new long[0];
    if (number == 0) {
      return;
    }
    Sql.each(
        connection,
        TAKE,
        row -> {
          Array ids = row.getArray(1);
          given =
              Arrays.stream((Long[]) ids.getArray()).mapToLong(Long::longValue).sorted().toArray();
        },
        first - 1,
        number);
  }

  /** The id that a user got of whom this was foreseen; of one who was there, the one that is. */
  long of(long foreseen) {
    long place = foreseen - firstForeseen;
    return place >= 0 && place < given.length ? given[(int) place] : foreseen;
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
