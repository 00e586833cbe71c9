package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of a database that it was copied into another one, in which work goes on: a table that no
 * other database has.
 */
final class MovedMark {

  private static final String TABLE = "rollcall_moved";

  private MovedMark() {}

  static void put(Connection connection, String address, boolean done, String now)
      throws SQLException {
    Sql.execute(
        connection,
        "create table if not exists rollcall_moved"
            + " (address text not null, done integer not null, at text not null)");
    Sql.execute(connection, "delete from rollcall_moved");
    Sql.update(connection, "insert into rollcall_moved values (?, ?, ?)", address, done, now);
  }

  /**
   * What is in the way of working with such a database.
   *
   * @param except an address of which it may say so; null for none
   */
  static List<Problem> problems(Connection connection, Place database, @Nullable String except)
      throws SQLException {
    return TableFacts.exists(connection, TABLE)
        ? Sql.list(
            connection,
            "select address, done, at from rollcall_moved where address is not ?",
            row -> problem(database, row.getString(1), row.getBoolean(2), row.getString(3)),
            except)
        : List.of();
  }

  private static Problem problem(Place database, String address, boolean done, String at) {
    return new Problem(
        ProblemCode.DATABASE_MOVED,
        database,
        done
            ? "it was copied to " + address + " at " + at + ", where work goes on"
            : "a copy to " + address + " was begun at " + at + ", and may be there",
        done
            ? "give --db " + address
            : "run the same command again: rollcall schema copy --to " + address);
  }
}
