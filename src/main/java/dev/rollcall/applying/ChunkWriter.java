package dev.rollcall.applying;

import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import dev.rollcall.user.UserTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides and writes the users of one chunk, inside the transaction of its connection: the one path
 * by which items become users.
 *
 * <p>A row that the database refuses becomes a reject: the items round it are halved under
 * savepoints until it stands alone, and all others go in. That needs order and costs savepoints, so
 * it is done only where the database has rules of its own; elsewhere a refusal is an error that
 * ends the run.
 */
public final class ChunkWriter<I extends Item> {

  /** Rows under one savepoint, before any halving: few enough that trying them again is cheap. */
  private static final int PIECE = 256;

  private final UserTable table;
  private final Decider<I> decider;
  private final boolean databaseHasRules;

  public ChunkWriter(UserTable table, Decider<I> decider, boolean databaseHasRules) {
    this.table = table;
    this.decider = decider;
    this.databaseHasRules = databaseHasRules;
  }

  /** Applies the items in the order of their lines; what became of them is the answer. */
  public Tally write(Connection connection, List<I> items) throws SQLException {
    List<I> ordered = new ArrayList<>(items);
    ordered.sort(Comparator.comparingLong(Item::line));
    Set<String> usernames = new HashSet<>(items.size() * 2);
    for (I item : ordered) {
      usernames.add(item.username());
    }
    Users users = new Users(table.find(connection, usernames), table.nextId(connection));
    if (!databaseHasRules) {
      Tally tally = decide(ordered, users);
      UserWrites.net(tally.changes()).execute(table, connection);
      return tally;
    }
    Tally tally = new Tally();
    for (int from = 0; from < ordered.size(); from += PIECE) {
      int to = Math.min(from + PIECE, ordered.size());
      halve(connection, ordered.subList(from, to), users, tally);
    }
    return tally;
  }

  private void halve(Connection connection, List<I> items, Users users, Tally tally)
      throws SQLException {
    Users draft = new Users(users);
    Tally outcome = decide(items, draft);
    String refusal = refusal(connection, outcome.changes());
    if (refusal == null) {
      users.take(draft);
      tally.add(outcome);
    } else if (items.size() == 1) {
      I item = items.get(0);
      tally.rejected(
          new Reject(item.line(), RejectCode.REFUSED_BY_DATABASE, refusal, item.cells()));
    } else {
      int middle = items.size() / 2;
      halve(connection, items.subList(0, middle), users, tally);
      halve(connection, items.subList(middle, items.size()), users, tally);
    }
  }

  private Tally decide(List<I> items, Users users) {
    Tally tally = new Tally();
    for (I item : items) {
      Decision decision = decider.decide(item, users.get(item.username()), users::newId);
      if (decision instanceof Decision.Changed changed) {
        Change change = changed.change();
        tally.changed(change, item.isRelative());
        users.put(item.username(), change.after());
      } else if (decision instanceof Decision.Replaced replaced) {
        tally.replaced(replaced.deleted(), replaced.created());
        users.put(item.username(), replaced.created().after());
      } else if (decision instanceof Decision.Rejected rejected) {
        tally.rejected(rejected.reject());
      } else {
        tally.unchanged();
      }
    }
    return tally;
  }

  /** Null if all went in, the database's words if it refused, in which case nothing went in. */
  private @Nullable String refusal(Connection connection, List<Change> changes)
      throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      UserWrites.inOrder(changes).execute(table, connection);
      connection.releaseSavepoint(savepoint);
      return null;
    } catch (SQLException refused) {
      String words = table.refusal(refused);
      if (words == null) {
        throw refused;
      }
      undo(connection, savepoint, refused);
      return words;
    }
  }

  /** Not every refusal can be undone alone: a trigger may have undone the whole transaction. */
  private static void undo(Connection connection, Savepoint savepoint, SQLException refused)
      throws SQLException {
    try {
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
    } catch (SQLException gone) {
      refused.addSuppressed(gone);
      throw refused;
    }
  }

  /** The users of the chunk as the items so far left them; a draft is laid over what is certain. */
  private static final class Users {

    private final Map<String, @Nullable User> known;
    private final @Nullable Users below;
    private long nextId;

    Users(Map<String, User> found, long nextId) {
      this.known = new HashMap<>(found);
      this.below = null;
      this.nextId = nextId;
    }

    Users(Users below) {
      this.known = new HashMap<>();
      this.below = below;
      this.nextId = below.nextId;
    }

    @Nullable User get(String username) {
      if (below == null || known.containsKey(username)) {
        return known.get(username);
      }
      return below.get(username);
    }

    void put(String username, @Nullable User user) {
      known.put(username, user);
    }

    long newId() {
      return nextId++;
    }

    void take(Users draft) {
      known.putAll(draft.known);
      nextId = draft.nextId;
    }
  }
}
