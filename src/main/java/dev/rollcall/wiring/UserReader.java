package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.database.UserFilter;
import dev.rollcall.database.Work;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.User;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads users and their past, on a connection that can't write, while a run may be at work. Needs
 * no entities, so it answers at once. Not thread-safe.
 */
public final class UserReader implements AutoCloseable {

  private final Database database;
  private final ReadableDatabase opened;

  private UserReader(Database database, ReadableDatabase opened) {
    this.database = database;
    this.opened = opened;
  }

  /**
   * Opens the database.
   *
   * @param echo takes every statement with its values; null for nobody
   * @throws Failure {@code DATABASE_UNUSABLE}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  public static UserReader open(Database database, @Nullable Consumer<String> echo) {
    return new UserReader(database, database.read(echo));
  }

  /** Users that a filter lets through, by name. */
  public List<User> list(UserFilter filter) {
    return read(connection -> opened.users().list(connection, filter));
  }

  /** The user of this name, and the newest changes, at most this many. */
  public UserHistory history(String username, int most) {
    return read(
        connection -> {
          User user = opened.users().find(connection, List.of(username)).get(username);
          return opened.ledger().history(connection, username, user, most);
        });
  }

  /** In one transaction: what is read belongs together. */
  private <T> T read(Work<T> question) {
    try {
      return Work.commit(opened.dataSource(), question);
    } catch (SQLException | RuntimeException e) {
      throw database.explain(e);
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
