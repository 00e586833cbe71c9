package dev.rollcall.database.sql;

import dev.rollcall.database.Insertion;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Users on their way into their table, those together who are given the same columns: what only the
 * database knows, such as the time, it gives to whomever nobody has given something else.
 *
 * @param <I> inserts users who are all given the same
 */
public final class UsersByColumns<I extends Insertion<User>> implements Insertion<User> {

  private final UserColumns columns;
  private final Function<List<UserColumn>, I> begin;
  private final I usual;
  private final Map<List<UserColumn>, I> others = new LinkedHashMap<>();

  /**
   * @param begin begins to take those who are given these columns
   */
  public UsersByColumns(UserColumns columns, Function<List<UserColumn>, I> begin) {
    this.columns = columns;
    this.begin = begin;
    this.usual = begin.apply(columns.written());
  }

  /** One for each set of columns. */
  public List<I> all() {
    List<I> all = new ArrayList<>(List.of(usual));
    all.addAll(others.values());
    return all;
  }

  @Override
  public void add(User user) throws SQLException {
    List<UserColumn> given = columns.writtenOf(user);
    I insertion = given == columns.written() ? usual : others.computeIfAbsent(given, begin);
    insertion.add(user);
  }

  @Override
  public void ready() throws SQLException {
    for (I each : all()) {
      each.ready();
    }
  }

  @Override
  public void execute(Connection connection) throws SQLException {
    for (I each : all()) {
      each.execute(connection);
    }
  }

  @Override
  public void close() {
    all().forEach(Insertion::close);
  }
}
