package dev.rollcall.store;

import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a database's runs, without all that reading a run takes. */
public final class RunList {

  private RunList() {}

  /**
   * The newest runs, newest first, at most this many.
   *
   * @throws Failure if there is no such database, or it can't be read
   */
  public static List<Long> newest(DatabaseFile file, int most) {
    try (SqliteDatabase database = SqliteDatabase.openForReading(file);
        Connection connection = database.getConnection()) {
      List<Long> numbers = new ArrayList<>();
      Sql.each(
          connection,
          "select id from rollcall_runs order by id desc limit ?",
          row -> numbers.add(row.getLong(1)),
          most);
      return numbers;
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }
}
