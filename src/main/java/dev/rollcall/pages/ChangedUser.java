package dev.rollcall.pages;

import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.stream.Collectors;

/**
 * What a run did to a user, without what is not to be shown.
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
    if (before == null || after == null) {
      return change.kind().word() + shown(change.user());
    }
    return UserColumn.differing(before, after).stream()
        .map(column -> move(column, before, after))
        .collect(Collectors.joining(", "));
  }

  private static String shown(User user) {
    return UserColumn.OWN.stream()
        .filter(UserColumn::isShown)
        .map(column -> ", " + column.label() + " " + column.of(user))
        .collect(Collectors.joining());
  }

  private static String move(UserColumn column, User before, User after) {
    if (column.isSecret()) {
      return column.label() + " set";
    }
    if (column.isShown()) {
      return column.label() + " " + column.of(before) + " → " + column.of(after);
    }
    return column.label() + (column.of(after) == null ? " removed" : " changed");
  }
}
