package dev.rollcall.database.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A data source for libraries that commit by themselves, and more than once: whatever they do is
 * part of one transaction, which commits as a whole or not at all. Not thread-safe.
 */
public final class OneTransaction extends AbstractDataSource implements AutoCloseable {

  private final Connection connection;
  private boolean done;
  private boolean broken;

  private OneTransaction(Connection connection) {
    this.connection = connection;
  }

  /** Begins a transaction on a connection that stays taken until {@link #close()}. */
  public static OneTransaction begin(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(false);
      return new OneTransaction(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Always the same connection, whose transactions neither begin nor end anything. */
  @Override
  public Connection getConnection() {
    return (Connection)
        Proxy.newProxyInstance(
            OneTransaction.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  @Override
  public Connection getConnection(String username, String password) {
    return getConnection();
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "setAutoCommit", "commit", "close" -> {
        return null;
      }
      case "rollback" -> {
        // What was to be undone can't be told from the rest any more.
        broken = true;
        return null;
      }
      default -> {}
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /**
   * Commits all that was done.
   *
   * @throws SQLException also if a part of it was rolled back
   */
  public void commit() throws SQLException {
    if (broken) {
      throw new SQLException("a part of the transaction was rolled back");
    }
    connection.commit();
    done = true;
  }

  /** Rolls everything back, unless it was committed. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      if (!done) {
        connection.rollback();
      }
    }
  }
}
