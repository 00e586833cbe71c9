package dev.rollcall.cli;

import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a change did to its user, field by field. */
final class ChangeWords {

  private ChangeWords() {}

  /** {@code level 3 -> 4, email none -> anna@example.com}. */
  static String of(Change change) {
    User before = change.before();
    User after = change.after();
    if (before == null || after == null) {
      return UserColumn.ALL.stream()
          .map(column -> ", " + named(column, change.user()))
          .collect(Collectors.joining("", change.kind().word(), ""));
    }
    return UserColumn.differing(before, after).stream()
        .map(column -> named(column, before) + " -> " + value(column, after))
        .collect(Collectors.joining(", "));
  }

  /** {@code level 3}. */
  static String named(UserColumn column, User user) {
    return column.word() + " " + value(column, user);
  }

  /** What the user has in a column, or that there is none. */
  private static String value(UserColumn column, User user) {
    return Objects.requireNonNullElse(column.of(user), "none").toString();
  }
}
