package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * A database with our schema and nothing in it. A new database that begins as its copy is spared
 * the migrations, which are a sixth of a short run. It belongs to one build of the program and is
 * kept where the system property {@code rollcall.template} says.
 */
public final class Template {

  private static final Logger LOGGER = Logger.getLogger(Template.class.getName());

  private static final String PROPERTY = "rollcall.template";

  private Template() {}

  /** Makes the template. */
  public static void make(Path path) {
    SqliteFile file = SqliteFile.of(path.toString());
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      new SqliteSchema(database).migrate();
      // Whoever copies it may not be able to write beside it, as the log of a reader needs.
      database.outsideTransactions(
          connection -> Sql.execute(connection, "pragma journal_mode = delete"));
    }
  }

  /** Makes a database that has nothing in it a copy, at once and whole, if there is a template. */
  static void copyInto(SqliteDatabase database) {
    Path path = Path.of(System.getProperty(PROPERTY, ""));
    if (!database.isNew() || !Files.isRegularFile(path)) {
      return;
    }
    try {
      database.outsideTransactions(connection -> copy(path, connection));
    } catch (Failure e) {
      LOGGER.log(Level.INFO, "the migrations are applied, as the template can't be copied", e);
    }
  }

  private static void copy(Path path, Connection connection) throws SQLException {
    int result =
        connection
            .unwrap(SQLiteConnection.class)
            .getDatabase()
            .restore("main", path.toString(), (remaining, pages) -> {});
    if (result != SQLiteErrorCode.SQLITE_OK.code) {
      throw new SQLException("the copy ended with " + result, null, result);
    }
    // As if they had been applied just now.
    Sql.execute(
        connection,
        "update "
            + Migrations.HISTORY
            + " set installed_on = strftime('%Y-%m-%d %H:%M:%f', 'now')");
  }
}
