package dev.rollcall.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.sqlite.image.BulkInsert;
import dev.rollcall.user.User;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New users get the ids that were foreseen, whatever kind of table their owner has made. */
class ManyUsersTest {

  private static final int MANY = 3 * BulkInsert.FEWEST_IN_IMAGE;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(id integer primary key, username text unique, email text, level integer)",
        "(id integer primary key autoincrement, username text unique, email text, level integer)",
        "(id integer primary key desc, username text unique, email text, level integer)",
        "(id integer primary key, username text unique, email text, level integer) without rowid"
      })
  void idsAreThoseThatWereForeseen(String table) throws SQLException {
    try (SqliteDatabase database = database(table)) {
      SqliteUserTable users = new SqliteUserTable(database, new KeptColumns());
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        List<String> expected = new ArrayList<>(List.of("40 old"));
        expected.addAll(insert(users, connection, 1));
        expected.addAll(insert(users, connection, 2));
        connection.commit();
        assertThat(Sql.texts(connection, "select id || ' ' || username from users order by id"))
            .isEqualTo(expected);
      }
    }
  }

  /** What the database remembers counts, even where this table would give ids again by itself. */
  @Test
  void aSequenceBeginsWhereItIsToBegin() throws SQLException {
    String table = "(id integer primary key, username text unique, email text, level integer)";
    try (SqliteDatabase database = database(table)) {
      SqliteUserTable users = new SqliteUserTable(database, new KeptColumns());
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        Sql.execute(connection, "create table other (id integer primary key autoincrement)");
        Sql.execute(connection, "insert into sqlite_sequence values ('users', 7000)");
        assertThat(users.nextId(connection)).isEqualTo(7001);
        List<String> expected = new ArrayList<>(List.of("40 old"));
        expected.addAll(insert(users, connection, 1));
        assertThat(Sql.texts(connection, "select id || ' ' || username from users order by id"))
            .isEqualTo(expected);
        connection.commit();
      }
    }
  }

  /** Inserts many; of every {@code step} ids one is used. */
  private static List<String> insert(SqliteUserTable users, Connection connection, int step)
      throws SQLException {
    long next = users.nextId(connection);
    List<String> inserted = new ArrayList<>();
    try (Insertion<User> insertion = users.insertion(next)) {
      for (long id = next; id < next + (long) MANY * step; id += step) {
        User user = new User(id, "user" + id, null, id % 3);
        insertion.add(user);
        inserted.add(id + " " + user.username());
      }
      insertion.ready();
      insertion.execute(connection);
    }
    return inserted;
  }

  private SqliteDatabase database(String table) throws SQLException {
    SqliteFile file = SqliteFile.of(folder.resolve("users.db").toString());
    SqliteDatabase database = SqliteDatabase.openForWriting(file);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Sql.execute(connection, "create table users " + table);
      Sql.execute(connection, "insert into users values (40, 'old', null, 1)");
      connection.commit();
    }
    return database;
  }
}
