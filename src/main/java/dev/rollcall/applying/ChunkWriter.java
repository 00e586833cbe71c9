package dev.rollcall.applying;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.NextIds;
import dev.rollcall.database.Sought;
import dev.rollcall.database.UserTable;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.user.User;
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
 * the items round it are halved under savepoints until it is alone, and all others are applied.
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
  private final RowOrder order;

  /**
   * @param runId whose changes they are
   * @param databaseHasRules see {@link dev.rollcall.database.UserTable#hasRulesOfItsOwn}; as it is
   *     now, which need not be as it was when the run began
   * @param order in which the run began, and in which its items come
   */
  public ChunkWriter(
      UserTable table,
      Ledger ledger,
      long runId,
      Decider<I> decider,
      boolean databaseHasRules,
      RowOrder order) {
    this.table = table;
    this.ledger = ledger;
    this.runId = runId;
    this.decider = decider;
    this.databaseHasRules = databaseHasRules;
    this.order = order;
  }

  /**
   * Whether chunks may be prepared before their transaction: only where each has its own users, and
   * no write decides another.
   */
  public boolean canPrepare() {
    return order == RowOrder.USER && !databaseHasRules;
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
   * Begins to prepare a chunk; on any thread.
   *
   * @param first the ids that its first user and its first change get
   */
  public ChunkDecider<I> prepare(NextIds first) {
    return new ChunkDecider<>(table, ledger, runId, decider, first);
  }

  /** Applies the items in the order of their lines; what became of them is the answer. */
  public Decisions write(Connection connection, List<I> items) throws SQLException {
    List<I> ordered = new ArrayList<>(items);
    ordered.sort(Comparator.comparingLong(Item::line));
    long nextId = table.nextId(connection);
    Decisions decisions;
    if (databaseHasRules) {
      decisions = writeEach(connection, ordered, nextId);
    } else {
      KnownUsers users = UsersByName.found(seek(connection, ordered), nextId);
      decisions = Decisions.of(ordered, users, decider);
      // An undo gives no ids: whoever comes back has the one of before, wherever that is.
      boolean given = users.nextId() != nextId;
      try (NetWrites writes = new NetWrites(table, given ? nextId : UserTable.NO_ID_GIVEN)) {
        List<Change> byUser = new ArrayList<>(decisions.changes());
        byUser.sort(Comparator.comparing(change -> change.user().username()));
        writes.add(byUser);
        writes.ready();
        writes.execute(connection);
      }
    }
    ledger.addChanges(connection, runId, decisions.changes());
    return decisions;
  }

  /** Of many it takes less time to seek them than to find them. */
  private Map<String, User> seek(Connection connection, List<I> items) throws SQLException {
    List<Sought> anybody = items.stream().map(item -> new Sought(item.username(), null)).toList();
    FoundUsers found = table.findUnlessAtRest(connection, anybody);
    Map<String, User> users = new HashMap<>();
    for (int at = 0; at < anybody.size(); at++) {
      User user = found.get(at);
      if (user != null) {
        users.put(user.username(), user);
      }
    }
    return users;
  }

  private Decisions writeEach(Connection connection, List<I> items, long nextId)
      throws SQLException {
    Set<String> usernames = new HashSet<>();
    items.forEach(item -> usernames.add(item.username()));
    UsersByName users = UsersByName.found(table.find(connection, usernames), nextId);
    Decisions decisions = new Decisions();
    for (int from = 0; from < items.size(); from += PIECE) {
      int to = Math.min(from + PIECE, items.size());
      halve(connection, items.subList(from, to), users, nextId, decisions);
    }
    return decisions;
  }

  private void halve(
      Connection connection, List<I> items, UsersByName users, long firstId, Decisions decisions)
      throws SQLException {
    UsersByName draft = UsersByName.over(users);
    Decisions outcome = Decisions.of(items, draft, decider);
    // An undo gives no ids: whoever comes back has the one of before, wherever that is.
    boolean given = draft.nextId() != users.nextId();
    long next = given ? firstId : UserTable.NO_ID_GIVEN;
    String refusal = refusal(connection, outcome.changes(), next);
    if (refusal == null) {
      users.take(draft);
      decisions.add(outcome);
    } else if (items.size() == 1) {
      I item = items.get(0);
      decisions
          .tally()
          .rejected(new Reject(item.line(), RejectCode.REFUSED_BY_DATABASE, refusal, item.cells()));
    } else {
      int middle = items.size() / 2;
      halve(connection, items.subList(0, middle), users, firstId, decisions);
      halve(connection, items.subList(middle, items.size()), users, firstId, decisions);
    }
  }

  /** Null if all went in, the database's words if it refused, in which case nothing went in. */
  private @Nullable String refusal(Connection connection, List<Change> changes, long next)
      throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      executeInOrder(connection, changes, next);
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

  /**
   * One write for each change, in their order: where the database has rules of its own, what a row
   * may do can depend on every write before it.
   */
  private void executeInOrder(Connection connection, List<Change> changes, long next)
      throws SQLException {
    List<Batch> batches = new ArrayList<>();
    for (Change change : changes) {
      UserWrite.plan(
          change.before(),
          change.after(),
          (statement, user) -> {
            int last = batches.size() - 1;
            if (last < 0 || !batches.get(last).statement.equals(statement)) {
              batches.add(new Batch(statement, new ArrayList<>()));
              last++;
            }
            batches.get(last).users.add(user);
          });
    }
    for (Batch batch : batches) {
      batch.statement.execute(table, connection, batch.users, next);
    }
  }

  private record Batch(UserWrite statement, List<User> users) {}

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
