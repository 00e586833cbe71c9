package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A server as a source of one connection: asking for a second one while the first is out would be a
 * transaction beside the transaction, and fails. Not thread-safe.
 *
 * <p>Its transactions are of the level REPEATABLE READ: each sees the users as they were when it
 * began, and fails if another program has changed meanwhile what it writes.
 */
final class OneConnection extends AbstractDataSource implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger(OneConnection.class.getName());

  /** Rows that the driver holds of a result that is read in a transaction. */
  private static final String ROWS_HELD = "5000";

  private static final int OLDEST_VERSION = 140_000;

  /**
   * What is dead is noticed by either side within half a minute, also where nobody hangs up. What
   * is set for the server, the database or the user counts for programs that ask now and then: a
   * session that ended between two chunks would end the run, and what a commit said is done would
   * be lost with the server if that need not write it at once. Nobody waits for ever for a lock of
   * somebody who is frozen; what is set to be less stays.
   */
  private static final String SETTINGS =
      "set default_transaction_isolation = 'repeatable read'; set time zone 'UTC';"
          + " set idle_in_transaction_session_timeout = 0; set idle_session_timeout = 0;"
          + " select set_config('synchronous_commit', 'on', false)"
          + " where current_setting('synchronous_commit') = 'off';"
          + " select set_config('lock_timeout', '120s', false)"
          + " where current_setting('lock_timeout') = '0';"
          + " set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;"
          + " set tcp_keepalives_count = 3; set client_min_messages = warning";

  /**
   * A statement of a client that is gone ends, so that its locks are free; also if what it was sent
   * does not arrive.
   */
  private static final List<String> NOTICE_GONE_CLIENT =
      List.of("set client_connection_check_interval = '1s'", "set tcp_user_timeout = '25s'");

  private final Connection driver;
  private final AtomicBoolean lent = new AtomicBoolean();

  private OneConnection(Connection driver) {
    this.driver = driver;
  }

  /**
   * Connects.
   *
   * @param work what it is for, to be seen on the server
   * @param writing whether anything may be written
   * @throws Failure {@code DATABASE_UNUSABLE} if that can't be
   */
  static OneConnection open(PostgresAddress address, String work, boolean writing) {
    Properties properties = address.forDriver();
    properties.setProperty("ApplicationName", Words.cut(work));
    properties.setProperty("defaultRowFetchSize", ROWS_HELD);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", WatchedSockets.class.getName());
    // A row that repeats what it holds has no place in a message.
    properties.setProperty("logServerErrorDetail", "false");
    try {
      Connection driver = new Driver().connect(address.url(), properties);
      if (driver == null) {
        throw new SQLException("the driver does not know such an address");
      }
      try {
        // Before settings that an older server does not know.
        requireFit(driver, address.name());
        Sql.execute(driver, SETTINGS);
        noticeGoneClient(driver);
        requireSession(driver, address, properties);
        driver.setReadOnly(!writing);
        return new OneConnection(driver);
      } catch (SQLException | RuntimeException e) {
        driver.close();
        throw e;
      }
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, address.name());
    }
  }

  /** Servers on some systems can't, and refuse it. */
  private static void noticeGoneClient(Connection driver) throws SQLException {
    for (String setting : NOTICE_GONE_CLIENT) {
      try {
        Sql.execute(driver, setting);
      } catch (SQLException e) {
        if (!PostgresErrors.isRefusedSetting(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * The run lock is the session's: a pooler that gives each transaction another one would give it
   * to somebody else.
   */
  private static void requireSession(
      Connection driver, PostgresAddress address, Properties properties) throws SQLException {
    String asked = "select pg_backend_pid()";
    long mine = Sql.number(driver, asked);
    if (mine == driver.unwrap(PGConnection.class).getBackendPID()) {
      return;
    }
    try (Connection other = new Driver().connect(address.url(), properties)) {
      if (Sql.number(other, asked) == mine || Sql.number(driver, asked) != mine) {
        throw Failure.at(
            ProblemCode.DATABASE_UNUSABLE,
            Place.of(address.name()),
            "before the server is a pooler that gives each transaction another connection, so the"
                + " run lock would not hold",
            "give the address of the server itself, or of a pool of sessions (pool_mode = session)");
      }
    }
  }

  private static void requireFit(Connection driver, String name) throws SQLException {
    long version = Sql.number(driver, "select current_setting('server_version_num')::bigint");
    if (version < OLDEST_VERSION) {
      throw Failure.at(
          ProblemCode.DATABASE_UNUSABLE,
          Place.of(name),
          "the server is PostgreSQL " + version / 10_000 + ", and rollcall needs 14",
          "use a newer server");
    }
    String encoding = Sql.texts(driver, "select current_setting('server_encoding')").get(0);
    if (!encoding.equals("UTF8")) {
      throw Failure.at(
          ProblemCode.DATABASE_UNUSABLE,
          Place.of(name),
          "it holds texts as " + encoding + ", which has no place for every name",
          "make a database with the encoding UTF8");
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!lent.compareAndSet(false, true)) {
      throw new SQLException("a second connection was asked for inside a transaction");
    }
    boolean[] closed = new boolean[1];
    return (Connection)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(method, arguments, closed));
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments, boolean[] closed)
      throws Throwable {
    switch (method.getName()) {
      case "close" -> {
        if (!closed[0]) {
          closed[0] = true;
          giveBack();
        }
        return null;
      }
      case "isClosed" -> {
        return closed[0] || driver.isClosed();
      }
      default -> {}
    }
    try {
      return method.invoke(driver, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void giveBack() throws SQLException {
    try {
      if (!driver.isClosed() && !driver.getAutoCommit()) {
        driver.rollback();
        driver.setAutoCommit(true);
      }
    } finally {
      lent.set(false);
    }
  }

  /** The first column of all rows, outside transactions; for short questions. */
  List<String> ask(String sql, @Nullable Object... values) throws SQLException {
    return Sql.texts(driver, sql, values);
  }

  @Override
  public void close() {
    try {
      // The server takes a while to see that it is gone; whoever comes next need not wait for that.
      if (driver.getAutoCommit()) {
        Sql.execute(driver, "select pg_advisory_unlock_all()");
      }
    } catch (SQLException e) {
      LOGGER.log(Level.FINE, "the lock ends with the connection", e);
    }
    try {
      driver.close();
    } catch (SQLException e) {
      // The server sees that it is gone, and all that counts was committed.
      LOGGER.log(Level.INFO, "the connection was not closed", e);
    }
  }
}
