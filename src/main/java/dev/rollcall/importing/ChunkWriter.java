package dev.rollcall.importing;

import dev.rollcall.importing.ParsedRow.Invalid;
import dev.rollcall.importing.ParsedRow.UserRow;
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
 * by which rows become users.
 *
 * <p>A row that the database refuses becomes a reject: the rows round it are halved under
 * savepoints until it stands alone, and all others go in. That needs order and costs savepoints, so
 * it is done only where the database has rules of its own; elsewhere a refusal is an error that
 * ends the run.
 */
final class ChunkWriter {

  /** Rows under one savepoint, before any halving: few enough that trying them again is cheap. */
  private static final int PIECE = 256;

  private final UserTable table;
  private final Decider decider;
  private final boolean databaseHasRules;

  ChunkWriter(UserTable table, Decider decider, boolean databaseHasRules) {
    this.table = table;
    this.decider = decider;
    this.databaseHasRules = databaseHasRules;
  }

  /** Applies the rows in the order of their lines; what became of them is the answer. */
  Tally write(Connection connection, List<ParsedRow> rows) throws SQLException {
    Tally tally = new Tally();
    List<UserRow> userRows = new ArrayList<>(rows.size());
    Set<String> usernames = new HashSet<>(rows.size() * 2);
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        userRows.add(userRow);
        usernames.add(userRow.username());
      } else if (row instanceof Invalid invalid) {
        tally.rejected(invalid.reject());
      }
    }
    userRows.sort(Comparator.comparingLong(UserRow::line));
    Users users = new Users(table.find(connection, usernames), table.nextId(connection));
    int piece = databaseHasRules ? PIECE : Math.max(1, userRows.size());
    for (int from = 0; from < userRows.size(); from += piece) {
      int to = Math.min(from + piece, userRows.size());
      apply(connection, userRows.subList(from, to), users, tally);
    }
    return tally;
  }

  private void apply(Connection connection, List<UserRow> rows, Users users, Tally tally)
      throws SQLException {
    Users draft = new Users(users);
    Tally outcome = decide(rows, draft);
    String refusal = execute(connection, outcome.changes());
    if (refusal == null) {
      users.take(draft);
      tally.add(outcome);
    } else if (rows.size() == 1) {
      UserRow row = rows.get(0);
      tally.rejected(new Reject(row.line(), RejectCode.REFUSED_BY_DATABASE, refusal, row.cells()));
    } else {
      int middle = rows.size() / 2;
      apply(connection, rows.subList(0, middle), users, tally);
      apply(connection, rows.subList(middle, rows.size()), users, tally);
    }
  }

  private Tally decide(List<UserRow> rows, Users users) {
    Tally tally = new Tally();
    for (UserRow row : rows) {
      Decision decision = decider.decide(row, users.get(row.username()), users::newId);
      if (decision instanceof Decision.Changed changed) {
        Change change = changed.change();
        tally.changed(change, row.isRelative());
        users.put(row.username(), change.after());
      } else if (decision instanceof Decision.Rejected rejected) {
        tally.rejected(rejected.reject());
      } else {
        tally.unchanged();
      }
    }
    return tally;
  }

  /** Null if all went in, the database's words if it refused, in which case nothing went in. */
  private @Nullable String execute(Connection connection, List<Change> changes)
      throws SQLException {
    if (!databaseHasRules) {
      UserWrites.net(changes).execute(table, connection);
      return null;
    }
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
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
      return words;
    }
  }

  /** The users of the chunk as the rows so far left them; a draft is laid over what is certain. */
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
