package dev.rollcall.pages;

import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a run did to a user, without e-mail addresses.
 *
 * @param line of the input; empty if it does not name the user
 */
record ChangedUser(String line, String username, String what) {

  static ChangedUser of(Change change) {
    return new ChangedUser(
        change.line() == 0 ? "" : Figures.number(change.line()),
        Figures.text(change.user().username()),
        what(change));
  }

  private static String what(Change change) {
    User before = change.before();
    User after = change.after();
    if (before == null) {
      return "created, level " + change.user().level();
    }
    if (after == null) {
      return "deleted, level " + before.level();
    }
    List<String> fields = new ArrayList<>();
    if (before.level() != after.level()) {
      fields.add("level " + before.level() + " → " + after.level());
    }
    if (!Objects.equals(before.email(), after.email())) {
      fields.add(after.email() == null ? "e-mail removed" : "e-mail changed");
    }
    return String.join(", ", fields);
  }
}
