package dev.rollcall.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that comes with the build: one for all tests of a JVM, with a database of its
 * own for each, and ended with the JVM.
 */
public final class PostgreSqlServer {

  private static final String EMPTY = "empty";

  private static @Nullable PostgreSqlServer started;
  private static @Nullable String reason;

  private final EmbeddedPostgres server;
  private int databases;

  private PostgreSqlServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts it, if nobody has; skips the test, saying so, where it can't be started. */
  public static synchronized PostgreSqlServer get() {
    if (started == null && reason == null) {
      start();
    }
    PostgreSqlServer now = started;
    if (now == null) {
      System.out.println("a test is skipped: no PostgreSQL server can be started here: " + reason);
    }
    assumeTrue(now != null, "skipped: no PostgreSQL server can be started: " + reason);
    return now;
  }

  private static void start() {
    try {
      PostgreSqlServer server =
          new PostgreSqlServer(
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", "off")
                  .setServerConfig("full_page_writes", "off")
                  .start());
      server.execute("create database " + EMPTY);
      Workspace migrated = new Workspace(Path.of(""), server.database(EMPTY));
      Ended ended = migrated.run("schema", "migrate");
      if (ended.exitCode() != 0) {
        throw new AssertionError(ended.said());
      }
      started = server;
    } catch (IOException | IllegalStateException | UnsatisfiedLinkError e) {
      reason = String.valueOf(e.getMessage());
    }
  }

  /** A new database with nothing in its tables. */
  Database empty() {
    return copyOf(database(EMPTY));
  }

  /** A new database without any table. */
  public synchronized Database bare() {
    String name = "bare" + ++databases;
    execute("create database " + name);
    return database(name);
  }

  /** A new database that is as another is, to which nobody may be connected. */
  synchronized Database copyOf(Database other) {
    String from = other.address().substring(other.address().lastIndexOf('/') + 1);
    String name = "case" + ++databases;
    execute("create database " + name + " template " + from);
    return database(name);
  }

  private Database database(String name) {
    return new Database(
        "postgresql://postgres@localhost:" + server.getPort() + "/" + name,
        server.getJdbcUrl("postgres", name));
  }

  private void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
