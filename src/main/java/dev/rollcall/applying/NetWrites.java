package dev.rollcall.applying;

import dev.rollcall.database.Insertion;
import dev.rollcall.database.UserTable;
import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What changes come to for each user, grouped by statement: users that no rule ties together can be
 * written in any order, and only their last state counts. Made on any thread; executed once, in a
 * transaction.
 */
final class NetWrites implements AutoCloseable {

  /** In the order of the table, so that neighbours share a page. */
  private static final Comparator<User> BY_ID = Comparator.comparingLong(User::id);

  private final UserTable table;
  private final Map<UserWrite, List<User>> groups = new TreeMap<>();
  private final Insertion<User> created;

  /**
   * @param next the id of the first user to be created
   */
  NetWrites(UserTable table, long next) {
    this.table = table;
    this.created = table.insertion(next);
  }

  /**
   * Takes all changes of some users, each one's side by side in their order; ids that are given are
   * higher than any given before.
   */
  void add(List<Change> changes) throws SQLException {
    List<User> inserted = new ArrayList<>(changes.size());
    int last;
    for (int first = 0; first < changes.size(); first = last + 1) {
      last = lastOfSameUser(changes, first);
      UserWrite.plan(
          changes.get(first).before(),
          changes.get(last).after(),
          (statement, user) -> {
            if (statement.kind() == UserWrite.Kind.INSERT) {
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

  private static int lastOfSameUser(List<Change> changes, int first) {
    String username = changes.get(first).user().username();
    int last = first;
    while (last + 1 < changes.size() && changes.get(last + 1).user().username().equals(username)) {
      last++;
    }
    return last;
  }

  /** No more changes will come. */
  void ready() throws SQLException {
    groups.values().forEach(users -> users.sort(BY_ID));
    created.ready();
  }

  /** Writes in the transaction of the connection. */
  void execute(Connection connection) throws SQLException {
    for (Map.Entry<UserWrite, List<User>> group : groups.entrySet()) {
      group.getKey().execute(table, connection, group.getValue(), UserTable.NO_ID_GIVEN);
    }
    created.execute(connection);
  }

  @Override
  public void close() {
    created.close();
  }
}
