package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose transactions hold the write lock from their first statement to their last, and
 * not longer.
 *
 * <p>A transaction that reads before it writes would fail if another program wrote in between, so
 * it begins as {@code immediate}. The driver has a mode for that, but begins the next transaction
 * along with every commit: it would hold the lock between transactions, and report a commit as
 * failed when only the lock could not be had again. So the driver begins transactions that lock
 * nothing, and the real one begins here, when a statement is asked for.
 */
final class LentConnection implements InvocationHandler {

  private final Connection driver;
  private final String begin;
  private final Runnable giveBack;
  private boolean begun;
  private boolean closed;

  private LentConnection(Connection driver, String begin, Runnable giveBack) {
    this.driver = driver;
    this.begin = begin;
    this.giveBack = giveBack;
  }

  /**
   * @param driver in auto-commit mode, with deferred transactions
   * @param begin the statement that begins a transaction
   * @param giveBack called once, when the connection is closed; the driver's connection stays open
   */
  static Connection of(Connection driver, String begin, Runnable giveBack) {
    return (Connection)
        Proxy.newProxyInstance(
            LentConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new LentConnection(driver, begin, giveBack));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "createStatement", "prepareStatement", "setSavepoint" -> begin();
      case "close" -> {
        close();
        return null;
      }
      case "isClosed" -> {
        return closed;
      }
      default -> {}
    }
    boolean whole = arguments == null || arguments.length == 0;
    if (method.getName().equals("rollback") && whole) {
      rollback();
      return null;
    }
    if (method.getName().equals("commit")) {
      begun = false;
    }
    try {
      return method.invoke(driver, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void begin() throws SQLException {
    if (closed) {
      throw new SQLException("the connection was given back");
    }
    if (begun || driver.getAutoCommit()) {
      return;
    }
    Sql.execute(driver, "commit");
    try {
      Sql.execute(driver, begin);
      begun = true;
    } catch (SQLException e) {
      // The driver believes to be in a transaction, and will want to end it.
      Sql.execute(driver, "begin");
      throw e;
    }
  }

  private void rollback() throws SQLException {
    begun = false;
    try {
      driver.rollback();
    } catch (SQLException e) {
      // A trigger may have rolled back already. The driver then still has to begin again.
      try {
        Sql.execute(driver, "begin");
      } catch (SQLException another) {
        e.addSuppressed(another);
        throw e;
      }
    }
  }

  private void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!driver.getAutoCommit()) {
        rollback();
        driver.setAutoCommit(true);
      }
    } finally {
      giveBack.run();
    }
  }
}
