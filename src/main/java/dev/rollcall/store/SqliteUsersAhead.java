package dev.rollcall.store;

import dev.rollcall.user.Sought;
import dev.rollcall.user.User;
import dev.rollcall.user.UsersAhead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks users up on a second connection, which is opened when it is first needed. */
public final class SqliteUsersAhead implements UsersAhead, AutoCloseable {

  private static final int CALLS_A_CHECKPOINT = 5;

  private final DatabaseFile file;
  private final UnaryOperator<DataSource> echo;
  private @Nullable Reader reader;
  private long calls;

  private record Reader(SqliteDatabase database, DataSource dataSource, SqliteUserTable users) {}

  /**
   * Of a database whose writer does not keep readers out.
   *
   * @param echo wraps the connections, so that their statements are heard
   */
  public SqliteUsersAhead(DatabaseFile file, UnaryOperator<DataSource> echo) {
    this.file = file;
    this.echo = echo;
  }

  @Override
  public Map<String, @Nullable User> findUnlessAtRest(List<Sought> sought) throws SQLException {
    Reader reader = reader();
    try (Connection connection = reader.dataSource().getConnection()) {
      return reader.users().findUnlessAtRest(connection, sought);
    }
  }

  /** Brings home what the log has, so that there is little left to do in the end. */
  @Override
  public void tidyUp() throws SQLException {
    if (++calls % CALLS_A_CHECKPOINT == 0) {
      try (Connection connection = reader().dataSource().getConnection()) {
        Sql.execute(connection, "pragma wal_checkpoint(passive)");
      }
    }
  }

  private Reader reader() {
    Reader opened = reader;
    if (opened == null) {
      SqliteDatabase database = SqliteDatabase.openForReading(file);
      opened = new Reader(database, echo.apply(database), new SqliteUserTable(database));
      reader = opened;
    }
    return opened;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.database().close();
    }
  }
}
