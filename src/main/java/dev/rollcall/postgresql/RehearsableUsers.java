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
 * The users, or while a run is rehearsed, the users as it would leave them: what it writes goes
 * nowhere, but for those whom the next chunk could name once more.
 *
 * <p>Rows are sorted by user, so a chunk meets nobody of those before it but the last one's last. A
 * user is remembered from the chunk that wrote him to the first chunk that does not ask for him.
 * Whoever asks otherwise than a chunk does gets the users as they are.
 */
final class RehearsableUsers implements UserTable {

  private final UserTable table;
  private @Nullable Rehearsed rehearsed;

  RehearsableUsers(UserTable table) {
    this.table = table;
  }

  void beginRehearsal(Connection connection) throws SQLException {
    rehearsed = new Rehearsed(table.nextId(connection));
  }

  void endRehearsal() {
    rehearsed = null;
  }

  /** What a rehearsed run has written. */
  private static final class Rehearsed {

    private final long firstId;

    /** By name, as the chunks before left them; null is gone. */
    private Map<String, @Nullable User> before = new HashMap<>();

    /** What this chunk has asked for of these, and written. */
    private Map<String, @Nullable User> now = new HashMap<>();

    private boolean written;
    private long created;
    private long deleted;

    Rehearsed(long firstId) {
      this.firstId = firstId;
    }

    /** Those that chunks before have left, of whom a chunk asks that may just begin. */
    Map<String, @Nullable User> lookUp() {
      if (written) {
        before = now;
        now = new HashMap<>();
        written = false;
      }
      return before;
    }

    void insert(List<User> users) {
      update(users);
      created += users.size();
    }

    void update(List<User> users) {
      users.forEach(user -> now.put(user.username(), user));
      written |= !users.isEmpty();
    }

    void delete(List<User> users) {
      users.forEach(user -> now.put(user.username(), null));
      written |= !users.isEmpty();
      deleted += users.size();
    }
  }

  /** Rows that are inserted into nothing. */
  private static final class NoInsertion implements Insertion<User> {

    private final Rehearsed rehearsed;
    private final List<User> users = new ArrayList<>();

    NoInsertion(Rehearsed rehearsed) {
      this.rehearsed = rehearsed;
    }

    @Override
    public void add(User user) {
      users.add(user);
    }

    @Override
    public void ready() {}

    @Override
    public void execute(Connection connection) {
      rehearsed.insert(users);
    }

    @Override
    public void close() {}
  }

  @Override
  public FoundUsers findUnlessAtRest(Connection connection, List<Sought> sought)
      throws SQLException {
    FoundUsers found = table.findUnlessAtRest(connection, sought);
    if (rehearsed != null) {
      Map<String, @Nullable User> before = rehearsed.lookUp();
      for (int at = 0; at < sought.size() && !before.isEmpty(); at++) {
        String username = sought.get(at).username();
        if (before.containsKey(username)) {
          found.show(at, before.get(username));
          rehearsed.now.put(username, before.get(username));
        }
      }
    }
    return found;
  }

  @Override
  public Map<String, User> find(Connection connection, Collection<String> usernames)
      throws SQLException {
    Map<String, User> users = table.find(connection, usernames);
    if (rehearsed != null) {
      Map<String, @Nullable User> before = rehearsed.lookUp();
      for (String username : usernames) {
        if (before.containsKey(username)) {
          User user = before.get(username);
          rehearsed.now.put(username, user);
          users.remove(username);
          if (user != null) {
            users.put(username, user);
          }
        }
      }
    }
    return users;
  }

  @Override
  public void insert(Connection connection, List<User> users, long next) throws SQLException {
    if (rehearsed == null) {
      table.insert(connection, users, next);
    } else {
      rehearsed.insert(users);
    }
  }

  @Override
  public Insertion<User> insertion(long next) {
    return rehearsed == null ? table.insertion(next) : new NoInsertion(rehearsed);
  }

  @Override
  public void update(Connection connection, List<User> users, List<UserColumn> columns)
      throws SQLException {
    if (rehearsed == null) {
      table.update(connection, users, columns);
    } else {
      rehearsed.update(users);
    }
  }

  @Override
  public void delete(Connection connection, List<User> users) throws SQLException {
    if (rehearsed == null) {
      table.delete(connection, users);
    } else {
      rehearsed.delete(users);
    }
  }

  @Override
  public long nextId(Connection connection) throws SQLException {
    return rehearsed == null ? table.nextId(connection) : rehearsed.firstId + rehearsed.created;
  }

  @Override
  public boolean isEmpty(Connection connection) throws SQLException {
    return (rehearsed == null || rehearsed.created == 0) && table.isEmpty(connection);
  }

  @Override
  public long count(Connection connection) throws SQLException {
    long count = table.count(connection);
    return rehearsed == null ? count : count + rehearsed.created - rehearsed.deleted;
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
  public List<User> findByIds(Connection connection, Collection<Long> ids) throws SQLException {
    return table.findByIds(connection, ids);
  }

  @Override
  public List<User> list(Connection connection, UserFilter filter) throws SQLException {
    return table.list(connection, filter);
  }

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
