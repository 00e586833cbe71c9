package dev.rollcall.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the schema that fails, wherever on its way, leaves the database as it was. */
class MigrationTest {

  private static final String USERS =
      "create table users (id integer primary key, username text, email text, level integer)";

  @TempDir Path folder;

  @Test
  void anAdoptionThatFailsLeavesNothing() throws Exception {
    for (String table : tables()) {
      if (!table.equals("users")) {
        assertFails(
            table, SqliteSchema::baseline, USERS, "insert into users values (7, 'ada', null, 1)");
      }
    }
  }

  @Test
  void migrationsThatFailLeaveNothing() throws Exception {
    for (String table : tables()) {
      if (!table.equals("users")) {
        assertFails(table, SqliteSchema::migrate);
      }
    }
  }

  /** Every table that the migrations make, but for the one of which it goes by that it is ours. */
  private List<String> tables() throws Exception {
    SqliteFile file = SqliteFile.of(folder.resolve("whole.db").toString());
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      new SqliteSchema(database).prepare();
      List<String> tables =
          query(
              database,
              "select name from sqlite_master where type = 'table'"
                  + " and name not like 'sqlite%' and name <> '"
                  + Migrations.HISTORY
                  + "'");
      assertThat(tables).hasSizeGreaterThan(8);
      return tables;
    }
  }

  private interface Change {
    void on(SqliteSchema schema);
  }

  private void assertFails(String standsInTheWay, Change change, String... made) throws Exception {
    Path path = folder.resolve("other.db");
    Files.deleteIfExists(path);
    SqliteFile file = SqliteFile.of(path.toString());
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      for (String sql : made) {
        execute(database, sql);
      }
      execute(database, "create table " + standsInTheWay + " (theirs text)");
      List<String> before = everything(database);
      assertThatThrownBy(() -> change.on(new SqliteSchema(database)))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.code()).isEqualTo(ProblemCode.SCHEMA_INVALID))
          .hasMessageContaining("table " + standsInTheWay + " already exists");
      assertThat(everything(database)).as(standsInTheWay).isEqualTo(before);
    }
  }

  private static List<String> everything(SqliteDatabase database) throws SQLException {
    return query(database, "select type || name || coalesce(sql, '') from sqlite_master");
  }

  private static List<String> query(SqliteDatabase database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return new ArrayList<>(Sql.texts(connection, sql));
    }
  }

  private static void execute(SqliteDatabase database, String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Sql.execute(connection, sql);
    }
  }
}
