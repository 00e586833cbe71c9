package dev.rollcall.applying;

import dev.rollcall.runs.Change;
import dev.rollcall.user.Insertion;
import dev.rollcall.user.User;
import dev.rollcall.user.UserTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes come to for each user, grouped by statement: users that no rule ties together can be
 * written in any order, and only their last state counts. Made on any thread; executed once, in a
 * transaction.
 */
final class NetWrites implements AutoCloseable {

  /** In the order of the table, so that neighbours share a page. */
  private static final Comparator<User> BY_ID = Comparator.comparingLong(User::id);

  private final UserTable table;
  private final Map<UserWrite, List<User>> groups = new EnumMap<>(UserWrite.class);
  private final Insertion<User> created;

  /**
   * @param next the id of the first user to be created
   */
  NetWrites(UserTable table, long next) {
    this.table = table;
    this.created = table.insertion(next);
  }

  /** A user before the first and after the last of several changes. */
  private record Span(@Nullable User first, @Nullable User last) {}

  /** Takes all changes of some users; ids that are given are higher than any given before. */
  void add(List<Change> changes) throws SQLException {
    Map<String, Span> spans = new LinkedHashMap<>(changes.size() * 2);
    for (Change change : changes) {
      spans.merge(
          change.user().username(),
          new Span(change.before(), change.after()),
          (earlier, later) -> new Span(earlier.first, later.last));
    }
    List<User> inserted = new ArrayList<>();
    for (Span span : spans.values()) {
      UserWrite.plan(
          span.first,
          span.last,
          (statement, user) -> {
            if (statement == UserWrite.INSERT) {
              inserted.add(user);
            } else {
              groups.computeIfAbsent(statement, key -> new ArrayList<>()).add(user);
            }
          });
    }
    inserted.sort(BY_ID);
    for (User user : inserted) {
      created.add(user);
    }
  }

  /** No more changes will come. */
  void ready() throws SQLException {
    groups.values().forEach(users -> users.sort(BY_ID));
    created.ready();
  }

  /** Writes in the transaction of the connection. */
  void execute(Connection connection) throws SQLException {
    for (Map.Entry<UserWrite, List<User>> group : groups.entrySet()) {
      group.getKey().execute(table, connection, group.getValue());
    }
    created.execute(connection);
  }

  @Override
  public void close() {
    created.close();
  }
}
