package dev.rollcall.applying;

import dev.rollcall.runs.Change;
import dev.rollcall.user.PreparedRows;
import dev.rollcall.user.User;
import dev.rollcall.user.UserTable;
import dev.rollcall.user.UserTable.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statements that bring changes into the users table: batches of one statement each. Made on
 * any thread; executed once, in a transaction.
 */
public final class UserWrites implements AutoCloseable {

  /** In the order in which {@link #net} writes: a name must be free before it is given anew. */
  private enum Statement {
    DELETE,
    UPDATE_EMAIL,
    UPDATE_LEVEL,
    UPDATE_BOTH,
    INSERT
  }

  private record Batch(Statement statement, List<User> users) {}

  private static final PreparedRows NOBODY =
      new PreparedRows() {
        @Override
        public void execute(Connection connection) {}

        @Override
        public void close() {}
      };

  /** Takes one statement for one user. */
  private interface Sink {
    void add(Statement statement, User user);
  }

  private final List<Batch> batches;
  private final PreparedRows newUsers;

  private UserWrites(List<Batch> batches, PreparedRows newUsers) {
    this.batches = batches;
    this.newUsers = newUsers;
  }

  /**
   * One write for each change, in their order: for a database with rules of its own, where what a
   * row may do can depend on every write before it.
   */
  static UserWrites inOrder(List<Change> changes) {
    List<Batch> batches = new ArrayList<>();
    Sink sink =
        (statement, user) -> {
          Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
          if (last == null || last.statement != statement) {
            last = new Batch(statement, new ArrayList<>());
            batches.add(last);
          }
          last.users.add(user);
        };
    changes.forEach(change -> plan(change.before(), change.after(), sink));
    return new UserWrites(batches, NOBODY);
  }

  /**
   * What the changes come to for each user, grouped by statement: users that no rule ties together
   * can be written in any order, and only their last state counts.
   */
  static UserWrites net(List<Change> changes, UserTable table) throws SQLException {
    Map<Statement, List<User>> groups = new EnumMap<>(Statement.class);
    Sink sink =
        (statement, user) -> groups.computeIfAbsent(statement, key -> new ArrayList<>()).add(user);
    Map<String, Span> spans = new LinkedHashMap<>();
    for (Change change : changes) {
      spans.merge(
          change.user().username(),
          new Span(change.before(), change.after()),
          (earlier, later) -> new Span(earlier.first, later.last));
    }
    spans.values().forEach(span -> plan(span.first, span.last, sink));
    // In the order of the table, so that neighbours share a page.
    groups.values().forEach(users -> users.sort(Comparator.comparingLong(User::id)));
    List<User> created = groups.remove(Statement.INSERT);
    List<Batch> batches = new ArrayList<>();
    groups.forEach((statement, users) -> batches.add(new Batch(statement, users)));
    return new UserWrites(batches, created == null ? NOBODY : table.prepareInsert(created));
  }

  /** A user before the first and after the last of several changes. */
  private record Span(@Nullable User first, @Nullable User last) {}

  private static void plan(@Nullable User before, @Nullable User after, Sink sink) {
    if (before != null && after != null && before.id() == after.id()) {
      boolean email = !Objects.equals(before.email(), after.email());
      if (before.level() != after.level()) {
        sink.add(email ? Statement.UPDATE_BOTH : Statement.UPDATE_LEVEL, after);
      } else if (email) {
        sink.add(Statement.UPDATE_EMAIL, after);
      }
      return;
    }
    if (before != null) {
      sink.add(Statement.DELETE, before);
    }
    if (after != null) {
      sink.add(Statement.INSERT, after);
    }
  }

  /** Executes the batches in the transaction of the connection. */
  void execute(UserTable table, Connection connection) throws SQLException {
    for (Batch batch : batches) {
      switch (batch.statement) {
        case DELETE -> table.delete(connection, batch.users);
        case UPDATE_EMAIL -> table.update(connection, batch.users, Columns.EMAIL);
        case UPDATE_LEVEL -> table.update(connection, batch.users, Columns.LEVEL);
        case UPDATE_BOTH -> table.update(connection, batch.users, Columns.BOTH);
        case INSERT -> table.insert(connection, batch.users);
      }
    }
    newUsers.execute(connection);
  }

  @Override
  public void close() {
    newUsers.close();
  }
}
