package dev.rollcall.sqlite;

import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How changes are written in the ledger. */
final class ChangeRows {

  static final String TABLE = "rollcall_changes";

  /** Behind the id. */
  private static final List<String> COLUMNS =
      List.of(
          "run_id",
          "line",
          "user_id",
          "username",
          "level_before",
          "level_after",
          "email_before",
          "email_after",
          "reason");

  private ChangeRows() {}

  static BulkInsert<Change> insert(long runId) {
    return new BulkInsert<>(TABLE, COLUMNS, (change, sink) -> put(runId, change, sink));
  }

  private static void put(long runId, Change change, ValueSink sink) throws SQLException {
    User before = change.before();
    User after = change.after();
    sink.number(runId);
    sink.number(change.line());
    sink.number(change.user().id());
    sink.text(change.user().username());
    putLevel(before, sink);
    putLevel(after, sink);
    sink.text(before == null ? null : before.email());
    sink.text(after == null ? null : after.email());
    sink.text(change.reason());
  }

  private static void putLevel(@Nullable User user, ValueSink sink) throws SQLException {
    if (user == null) {
      sink.nothing();
    } else {
      sink.number(user.level());
    }
  }
}
