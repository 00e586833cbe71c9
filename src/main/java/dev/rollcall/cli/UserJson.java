package dev.rollcall.cli;

import dev.rollcall.jobs.JsonObject;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.PastChange;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users as programs read them. */
final class UserJson {

  private static final String SCHEMA = "rollcall/user/1";

  private UserJson() {}

  static JsonObject of(User user) {
    return putFields(user, begin(user.username()));
  }

  /**
   * With what has become of the user.
   *
   * @param changes those of its changes that are shown
   */
  static JsonObject of(String username, UserHistory history, List<PastChange> changes) {
    User user = history.user();
    JsonObject json = begin(username).put("exists", user != null);
    if (user != null) {
      putFields(user, json);
    }
    return json.put("changes", changes.stream().map(UserJson::of).toList())
        .put("pruned_before", history.prunedBefore());
  }

  private static JsonObject begin(String username) {
    return new JsonObject().put("schema", SCHEMA).put("username", username);
  }

  private static JsonObject of(PastChange past) {
    Change change = past.change();
    return new JsonObject()
        .put("run", past.run())
        .put("kind", past.kind().word())
        .put("source", past.source())
        // Null for what is in no file.
        .put("line", change.line() == 0 ? null : change.line())
        .put("started", past.started())
        .put("change", change.kind().word())
        .put("before", state(change.before()))
        .put("after", state(change.after()))
        .put("reason", change.reason());
  }

  private static @Nullable JsonObject state(@Nullable User user) {
    return user == null ? null : putFields(user, new JsonObject());
  }

  private static JsonObject putFields(User user, JsonObject json) {
    return putColumns(user, json.put("id", user.id()));
  }

  static JsonObject putColumns(User user, JsonObject json) {
    UserColumn.OWN.forEach(column -> json.put(column.word(), column.of(user)));
    if (user.columns().size() > UserColumn.OWN.size()) {
      JsonObject extra = new JsonObject();
      for (UserColumn column : ChangeWords.columns(user)) {
        if (column instanceof ExtraColumn) {
          // Of what is secret only that it was written is known.
          extra.put(column.word(), column.isSecret() ? true : column.of(user));
        }
      }
      json.put("extra", extra);
    }
    return json;
  }
}
