package dev.rollcall.postgresql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The ids of the users whom a chunk creates. They are foreseen when it is decided, one after the
 * other, and taken from the sequence when it is written, as anybody takes them: others who create
 * users at the same time have some in between. Not thread-safe.
 */
final class GivenIds {

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
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select array_agg(nextval("
                + PostgresUserTable.SEQUENCE
                + ")) from generate_series(1, ?)")) {
      statement.setInt(1, number);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Array ids = row.getArray(1);
        given =
            Arrays.stream((Long[]) ids.getArray()).mapToLong(Long::longValue).sorted().toArray();
      }
    }
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
