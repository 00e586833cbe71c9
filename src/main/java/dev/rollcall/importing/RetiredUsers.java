package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users whom a mirror has retired, as they were before: whoever is named again gets back what was
 * taken from him, unless the row says something else. A row may be decided on more than once, by
 * any thread and also for a transaction that is undone, but the rows of a user in their order.
 */
final class RetiredUsers {

  private final Map<String, Change> changes;

  /** The line of the first row that was applied to each who is back. */
  private final Map<String, Long> returned = new ConcurrentHashMap<>();

  /** Nobody is retired. */
  static RetiredUsers none() {
    return new RetiredUsers(Map.of());
  }

  /** Those for whom a job cares: it is a mirror that retires, or imports the rejects of one. */
  static RetiredUsers of(ImportJob job, UserDatabase database) {
    return job.missing().retires()
        ? database.inTransaction(
            () -> new RetiredUsers(database.onConnection(database.ledger().missing()::retired)))
        : none();
  }

  /**
   * @param changes the last by which each was retired, by name
   */
  private RetiredUsers(Map<String, Change> changes) {
    this.changes = changes;
  }

  /** Whether the user was retired, and may be so still. */
  boolean mayBe(String username) {
    return changes.containsKey(username);
  }

  /**
   * The user as he was, as far as he is still as he was retired; else the same object, also once a
   * row before this one has been applied to him.
   */
  User back(User user, long line) {
    Change change = changes.get(user.username());
    User before = change == null ? null : change.before();
    User after = change == null ? null : change.after();
    if (before == null || after == null || before.id() != user.id() || isBack(user, line)) {
      return user;
    }
    User back = user;
    for (UserColumn column : UserColumn.differing(before, after)) {
      if (column.isSame(user, after)) {
        back = column.taken(before, back);
      }
    }
    return back;
  }

  private boolean isBack(User user, long line) {
    Long first = returned.get(user.username());
    return first != null && first < line;
  }

  /** Takes note of whether a row is applied. */
  void note(String username, long line, boolean applied) {
    if (changes.isEmpty() || !mayBe(username)) {
      return;
    }
    if (applied) {
      returned.merge(username, line, Math::min);
    } else {
      returned.remove(username, line);
    }
  }

  /** Has the ledger note who is back by a run. Must be called in a transaction. */
  void endReturned(UserDatabase database, long runId) {
    if (!returned.isEmpty()) {
      List<Long> ids =
          returned.keySet().stream()
              .map(changes::get)
              .filter(Objects::nonNull)
              .map(retirement -> retirement.user().id())
              .toList();
      database.execute(connection -> database.ledger().missing().end(connection, ids, runId));
    }
  }
}
