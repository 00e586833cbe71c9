package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.HashMap;
import java.util.Map;

/**
 * Users whom a mirror has retired, as they were before: whoever is named again gets back what was
 * taken from him, unless the row says something else. Immutable.
 */
final class RetiredUsers {

  /** Nobody is retired. */
  static final RetiredUsers NONE = new RetiredUsers(Map.of());

  private final Map<String, Change> changes;

  /** Those for whom a job cares: it is a mirror that retires. */
  static RetiredUsers of(ImportJob job, UserDatabase database) {
    return job.mode() == Mode.MIRROR && job.missing().retires()
        ? database.inTransaction(
            () -> new RetiredUsers(database.onConnection(database.ledger()::retired)))
        : NONE;
  }

  /**
   * @param changes the last by which each was retired, by name
   */
  private RetiredUsers(Map<String, Change> changes) {
    this.changes = new HashMap<>(changes);
  }

  /** Whether the user was retired, and may be so still. */
  boolean mayBe(String username) {
    return changes.containsKey(username);
  }

  /** The user as he was, as far as he is still as he was retired; else the same object. */
  User back(User user) {
    Change change = changes.get(user.username());
    User before = change == null ? null : change.before();
    User after = change == null ? null : change.after();
    if (before == null || after == null || before.id() != user.id()) {
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
}
