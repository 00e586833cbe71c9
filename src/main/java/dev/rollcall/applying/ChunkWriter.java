package dev.rollcall.applying;

import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Ledger;
import dev.rollcall.user.Sought;
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
 * Decides what becomes of the items of one chunk, and writes it in the transaction of a connection:
 * the one path by which items become users, and leave changes in the ledger.
 *
 * <p>Usually a chunk is prepared whole, possibly ahead and on another thread, and then written.
 * Where the database has rules of its own, each write may decide the next: there the items are
 * decided and written together, in their order. A row that the database refuses becomes a reject:
 * the items round it are halved under savepoints until it stands alone, and all others go in.
 * Elsewhere a refusal is an error that ends the run.
 */
public final class ChunkWriter<I extends Item> {

  /** Rows under one savepoint, before any halving: few enough that trying them again is cheap. */
  private static final int PIECE = 256;

  private final UserTable table;
  private final Ledger ledger;
  private final long runId;
  private final Decider<I> decider;
  private final boolean databaseHasRules;

  /**
   * @param runId whose changes they are
   * @param databaseHasRules see {@link dev.rollcall.user.UserTable#hasRulesOfItsOwn}
   */
  public ChunkWriter(
      UserTable table, Ledger ledger, long runId, Decider<I> decider, boolean databaseHasRules) {
    this.table = table;
    this.ledger = ledger;
    this.runId = runId;
    this.decider = decider;
    this.databaseHasRules = databaseHasRules;
  }

  /** Whether chunks may be prepared before their transaction. */
  public boolean canPrepare() {
    return !databaseHasRules;
  }

  /** Whom a look-up for these items has to ask for. */
  public List<Sought> sought(List<I> items) {
    List<Sought> sought = new ArrayList<>(items.size());
    for (I item : items) {
      sought.add(new Sought(item.username(), decider.atRest(item)));
    }
    return sought;
  }

  /**
   * Decides the items, those of one user in the order of the list, and makes ready what is to be
   * written. Thread-safe, as long as the decider is.
   *
   * @param found what a look-up answered to {@link #sought}; changed in passing
   * @param nextId the id of the first user to be created
   */
  public PreparedChunk prepare(List<I> items, Map<String, @Nullable User> found, long nextId)
      throws SQLException {
    KnownUsers users = new KnownUsers(found, nextId);
    Tally tally = decide(items, users);
    UserWrites writes = UserWrites.net(tally.changes(), table);
    return new PreparedChunk(
        tally, writes, ledger.prepareChanges(runId, tally.changes()), nextId, users.nextId());
  }

  /** Writes a chunk that was prepared, on the connection of the caller's transaction. */
  public void write(Connection connection, PreparedChunk chunk) throws SQLException {
    chunk.writes().execute(table, connection);
    chunk.changes().execute(connection);
  }

  /** Applies the items in the order of their lines; what became of them is the answer. */
  public Tally write(Connection connection, List<I> items) throws SQLException {
    List<I> ordered = new ArrayList<>(items);
    ordered.sort(Comparator.comparingLong(Item::line));
    long nextId = table.nextId(connection);
    if (!databaseHasRules) {
      Map<String, @Nullable User> found = table.findUnlessAtRest(connection, sought(ordered));
      try (PreparedChunk chunk = prepare(ordered, found, nextId)) {
        write(connection, chunk);
        return chunk.tally();
      }
    }
    Set<String> usernames = new HashSet<>();
    ordered.forEach(item -> usernames.add(item.username()));
    Map<String, @Nullable User> found = new HashMap<>();
    usernames.forEach(username -> found.put(username, null));
    found.putAll(table.find(connection, usernames));
    KnownUsers users = new KnownUsers(found, nextId);
    Tally tally = new Tally();
    for (int from = 0; from < ordered.size(); from += PIECE) {
      int to = Math.min(from + PIECE, ordered.size());
      halve(connection, ordered.subList(from, to), users, tally);
    }
    ledger.addChanges(connection, runId, tally.changes());
    return tally;
  }

  private void halve(Connection connection, List<I> items, KnownUsers users, Tally tally)
      throws SQLException {
    KnownUsers draft = new KnownUsers(users);
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

  private Tally decide(List<I> items, KnownUsers users) {
    Tally tally = new Tally();
    for (I item : items) {
      if (users.isAtRest(item.username())) {
        tally.unchanged();
        continue;
      }
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
}
