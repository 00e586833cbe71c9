package dev.rollcall.wiring;

import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Ledger;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.store.LedgerCheck;
import dev.rollcall.store.Schema;
import dev.rollcall.store.SqliteDatabase;
import dev.rollcall.store.SqliteErrors;
import dev.rollcall.store.SqliteLedger;
import dev.rollcall.store.SqliteUserTable;
import dev.rollcall.user.User;
import dev.rollcall.user.UserFilter;
import dev.rollcall.user.UserTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads users and their past, on a connection that can't write, while a run may be at work. Needs
 * no entities, so it answers at once. Not thread-safe.
 */
public final class UserReader implements AutoCloseable {

  private final DatabaseFile file;
  private final SqliteDatabase database;
  private final DataSource dataSource;
  private final UserTable users;
  private final Ledger ledger;

  private UserReader(DatabaseFile file, SqliteDatabase database, DataSource dataSource) {
    this.file = file;
    this.database = database;
    this.dataSource = dataSource;
    this.users = new SqliteUserTable(database);
    this.ledger = new SqliteLedger(database);
  }

  /**
   * Opens the database.
   *
   * @param echo takes every statement with its values; null for nobody
   * @throws Failure {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  public static UserReader open(DatabaseFile file, @Nullable Consumer<String> echo) {
    SqliteDatabase database = SqliteDatabase.openForReading(file);
    try {
      new Schema(database).requireCurrent();
      return new UserReader(file, database, Echo.of(database, echo));
    } catch (RuntimeException e) {
      database.close();
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** Users that a filter lets through, by name. */
  public List<User> list(UserFilter filter) {
    return read(connection -> users.list(connection, filter));
  }

  /** The user of this name, and the newest changes, at most this many. */
  public UserHistory history(String username, int most) {
    return read(
        connection -> {
          User user = users.find(connection, List.of(username)).get(username);
          return ledger.history(connection, username, user, most);
        });
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /** In one transaction: what is read belongs together. */
  private <T> T read(Question<T> question) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      T answer = question.ask(connection);
      connection.commit();
      return answer;
    } catch (SQLException | RuntimeException e) {
      throw LedgerCheck.explain(e, file);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
