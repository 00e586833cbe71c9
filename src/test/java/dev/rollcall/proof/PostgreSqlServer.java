package dev.rollcall.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A PostgreSQL server that comes with the build: one for all tests of a JVM, with a database of its
 * own for each, and ended with the JVM.
 */
public final class PostgreSqlServer {

  private static final String EMPTY = "empty";
  private static final String SESSIONS =
      "select count(*) from pg_stat_activity where backend_type = 'client backend'"
          + " and datname = ?";

  /** And not only waiting for the rest of a question. */
  private static final String WORKING =
      " and state = 'active' and wait_event is distinct from 'ClientRead'";

  private static final int MOST_LOOKS = 1_000;
  private static final long EACH_MILLIS = 30;

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
  public Database empty() {
    return copyOf(database(EMPTY));
  }

  /** A new database without any table. */
  public synchronized Database bare() {
    String name = "bare" + ++databases;
    execute("create database " + name);
    return database(name);
  }

  /** The same, kept in a folder of its own. */
  public synchronized Database bareIn(Path folder) {
    String name = "bare" + ++databases;
    execute("create tablespace of_" + name + " location '" + folder + "'");
    execute("create database " + name + " tablespace of_" + name);
    return database(name);
  }

  /** A new database that is as another is, to which nobody may be connected. */
  public synchronized Database copyOf(Database other) {
    String name = "case" + ++databases;
    execute("create database " + name + " template " + name(other));
    return database(name);
  }

  /**
   * Waits until nobody is connected to a database any more.
   *
   * @throws AssertionError if somebody stays
   */
  public void awaitNobody(Database database) {
    for (int i = 0; number(SESSIONS, name(database)) > 0; i++) {
      if (i == MOST_LOOKS) {
        throw new AssertionError("somebody is still connected to " + database.address());
      }
      Waiting.pause(EACH_MILLIS);
    }
  }

  /** Waits until the server has nothing to do for whoever is connected to a database. */
  public void awaitIdle(Database database) {
    for (int i = 0; number(SESSIONS + WORKING, name(database)) > 0; i++) {
      if (i == MOST_LOOKS) {
        throw new AssertionError("something is still done in " + database.address());
      }
      Waiting.pause(EACH_MILLIS);
    }
  }

  /** Ends all sessions of a database, as the server does with those that it takes for dead. */
  public void endSessions(Database database) {
    number(SESSIONS.replace("count(*)", "count(pg_terminate_backend(pid))"), name(database));
    awaitNobody(database);
  }

  /**
   * Has the server crash, and waits until it has recovered: what it had not written is lost.
   *
   * @param whole whether all of it goes, and is started again; or a process that serves somebody,
   *     of which it recovers by itself
   */
  public void crash(boolean whole) {
    if (whole) {
      restartAfterCrash();
    } else {
      killOneOfItsProcesses();
    }
    for (int i = 0; !answers(); i++) {
      if (i == MOST_LOOKS) {
        throw new AssertionError("the server does not come back");
      }
      Waiting.pause(EACH_MILLIS);
    }
  }

  private void restartAfterCrash() {
    String data = text("show data_directory");
    try {
      String words = Files.readString(Path.of(data, "postmaster.opts"));
      Path programs = Path.of(words.substring(0, words.indexOf(' '))).getParent();
      List<String> command = new ArrayList<>();
      if (Integer.valueOf(0).equals(Files.getAttribute(Path.of(data), "unix:uid"))) {
        // It does not run as root.
        command.addAll(List.of("unshare", "-U"));
      }
      command.add(programs.resolve("pg_ctl").toString());
      command.addAll(List.of("-D", data, "-m", "immediate", "-w", "restart"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " ended with " + process.exitValue());
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void killOneOfItsProcesses() {
    String url = server.getJdbcUrl("postgres", "postgres");
    try (Connection witness = DriverManager.getConnection(url);
        Connection victim = DriverManager.getConnection(url)) {
      String pid = Integer.toString(victim.unwrap(PGConnection.class).getBackendPID());
      new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
      // It takes a moment until it knows.
      while (witness.isValid(1)) {
        Waiting.pause(EACH_MILLIS);
      }
    } catch (SQLException | IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean answers() {
    try (Connection connection =
        DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private String text(String query) {
    return database("postgres").rows(query).get(0).replace("\"", "");
  }

  private long number(String query, String name) {
    return database("postgres").number(query.replace("?", "'" + name + "'"));
  }

  private static String name(Database database) {
    return database.address().substring(database.address().lastIndexOf('/') + 1);
  }

  /** How many databases were made. */
  synchronized int made() {
    return databases;
  }

  /** Deletes those that were made since, whoever is connected. */
  synchronized void dropMadeAfter(int number) {
    for (int i = number + 1; i <= databases; i++) {
      execute("drop database if exists case" + i + " with (force)");
      execute("drop database if exists bare" + i + " with (force)");
    }
  }

  /** Deletes a database, to which nobody may be connected. */
  public void drop(Database database) {
    execute("drop database " + name(database));
    execute("drop tablespace if exists of_" + name(database));
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
