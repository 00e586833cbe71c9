package dev.rollcall.sqlite.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which queries can be read in blocks, and by which of their columns. */
class KeyColumnTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "select id, username, email from users; 0",
        // All that is asked for is in an index, which is walked through instead.
        "select id, username from users; -1",
        "select username, id from users order by id; 1",
        "select * from users where level > 3 order by id; 0",
        "select username, u.id + 0, u.id from users u where id between 5 and 7 or level = 2; 2",
        "select level, id from users where id > 5 and id < 10; 1",
        "with old as (select * from users where id < 100) select id from old; 0",
        "select id, username from users order by id desc; -1",
        "select id, username from users order by username; -1",
        "select id, level from users order by level, id; -1",
        "select username from users; -1",
        "select level, email from users; -1",
        "select level, email from users where id > 5 and id < 10; -1",
        "select id, username from users limit 10; -1",
        "select distinct id, level from users; -1",
        "select max(id) from users; -1",
        "select level, count(*) from users group by level; -1",
        "select a.id, b.level from users a join users b on b.id = a.level; -1",
        "select id from users union all select id from users; -1",
        "select id, row_number() over () from users; -1",
        "select id, (select count(*) from users b where b.id < users.id) from users; -1",
        "select key, level from other; -1",
        "values (1, 2); -1"
      })
  void onlyWalksThroughOneTableByRowidHaveOne(String sql, int column) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      execute(
          connection,
          "create table users (id integer primary key, username text unique, email text, level"
              + " integer)");
      execute(connection, "create table other (key text primary key, level integer) without rowid");
      int columns = columns(connection, sql);
      WrappedQuery query = new WrappedQuery(sql, List.of(), columns);
      assertThat(new KeyColumn(connection, query).find()).isEqualTo(column);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int columns(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      return statement.getMetaData().getColumnCount();
    }
  }
}
