package dev.rollcall.postgresql;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Insertion;
import dev.rollcall.database.Sought;
import dev.rollcall.database.UserFilter;
import dev.rollcall.database.UserTable;
import dev.rollcall.reject.Field;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users as a run would leave them that is only rehearsed: what it writes goes nowhere, but for
 * those whom the next chunk could name once more.
 *
 * <p>Rows are sorted by user, so a chunk meets nobody of those before it but the last one's last. A
 * user is remembered from the chunk that wrote him to the first chunk that does not ask for him.
 */
final class RehearsedUsers implements UserTable {

  private final UserTable table;
  private final long firstId;

  /** By name, as the chunks before left them; null is gone. */
  private Map<String, @Nullable User> before = new HashMap<>();

  /** What this chunk has asked for of these, and written. */
  private Map<String, @Nullable User> now = new HashMap<>();

  private boolean written;
  private long created;
  private long deleted;

  RehearsedUsers(UserTable table, long firstId) {
    this.table = table;
    this.firstId = firstId;
  }

  @Override
  public UserColumns columns() {
    return table.columns();
  }

  @Override
  public UserColumns keep(Connection connection, List<Field> named) throws SQLException {
    return table.keep(connection, named);
  }

  @Override
  public UserColumns keepKnown(Connection connection) throws SQLException {
    return table.keepKnown(connection);
  }

  @Override
  public void know(Connection connection) throws SQLException {
    table.know(connection);
  }

  @Override
  public FoundUsers findUnlessAtRest(Connection connection, List<Sought> sought)
      throws SQLException {
    beginLookUp();
    FoundUsers found = table.findUnlessAtRest(connection, sought);
    if (!before.isEmpty()) {
      for (int at = 0; at < sought.size(); at++) {
        String username = sought.get(at).username();
        if (before.containsKey(username)) {
          found.show(at, before.get(username));
          now.put(username, before.get(username));
        }
      }
    }
    return found;
  }

  /** Whether a chunk begins: the one before has written. */
  private void beginLookUp() {
    if (written) {
      before = now;
      now = new HashMap<>();
      written = false;
    }
  }

  @Override
  public Map<String, User> find(Connection connection, Collection<String> usernames)
      throws SQLException {
    beginLookUp();
    Map<String, User> users = table.find(connection, usernames);
    for (String username : usernames) {
      if (before.containsKey(username)) {
        User user = before.get(username);
        now.put(username, user);
        if (user == null) {
          users.remove(username);
        } else {
          users.put(username, user);
        }
      }
    }
    return users;
  }

  private void leave(User user, boolean gone) {
    written = true;
    now.put(user.username(), gone ? null : user);
  }

  @Override
  public void insert(Connection connection, List<User> users, long next) {
    for (User user : users) {
      leave(user, false);
      created++;
    }
  }

  @Override
  public Insertion<User> insertion(long next) {
    return new Rehearsed();
  }

  /** Rows that are inserted into nothing. */
  private final class Rehearsed implements Insertion<User> {

    private final List<User> users = new ArrayList<>();

    @Override
    public void add(User user) {
      users.add(user);
    }

    @Override
    public void ready() {}

    @Override
    public void execute(Connection connection) {
      insert(connection, users, 0);
    }

    @Override
    public void close() {}
  }

  @Override
  public void update(Connection connection, List<User> users, List<UserColumn> columns) {
    users.forEach(user -> leave(user, false));
  }

  @Override
  public void delete(Connection connection, List<User> users) {
    for (User user : users) {
      leave(user, true);
      deleted++;
    }
  }

  @Override
  public long nextId(Connection connection) {
    return firstId + created;
  }

  @Override
  public boolean isEmpty(Connection connection) throws SQLException {
    return created == 0 && table.isEmpty(connection);
  }

  @Override
  public long count(Connection connection) throws SQLException {
    return table.count(connection) + created - deleted;
  }

  /** As they are: not asked for by what is rehearsed. */
  @Override
  public List<User> findByIds(Connection connection, Collection<Long> ids) throws SQLException {
    return table.findByIds(connection, ids);
  }

  /** As they are: not asked for by what is rehearsed. */
  @Override
  public List<User> list(Connection connection, UserFilter filter) throws SQLException {
    return table.list(connection, filter);
  }

  /** As they are: not asked for by what is rehearsed. */
  @Override
  public List<User> findAfter(Connection connection, long afterId, int most) throws SQLException {
    return table.findAfter(connection, afterId, most);
  }

  @Override
  public void beginNamed(Connection connection) throws SQLException {
    table.beginNamed(connection);
  }

  @Override
  public void addNamed(Connection connection, Collection<String> usernames) throws SQLException {
    table.addNamed(connection, usernames);
  }

  /** Whoever was written was named. */
  @Override
  public List<User> findUnnamed(Connection connection, long afterId, int most) throws SQLException {
    return table.findUnnamed(connection, afterId, most);
  }

  @Override
  public @Nullable String refusal(SQLException exception) {
    return table.refusal(exception);
  }

  @Override
  public boolean hasRulesOfItsOwn(Connection connection) throws SQLException {
    return table.hasRulesOfItsOwn(connection);
  }
}
