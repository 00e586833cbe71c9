package dev.rollcall.cli;

import dev.rollcall.runs.Change;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.List;
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
      return columns(change.user()).stream()
          .map(column -> ", " + named(column, change.user()))
          .collect(Collectors.joining("", change.kind().word(), ""));
    }
    return UserColumn.differing(before, after).stream()
        .map(
            column ->
                column.isSecret()
                    ? column.word() + " set"
                    : named(column, before) + " -> " + value(column, after))
        .collect(Collectors.joining(", "));
  }

  /** Those of a user that can be told: of a secret one only that it was written is known. */
  static List<UserColumn> columns(User user) {
    return user.columns().stream().filter(column -> isKnown(column, user)).toList();
  }

  private static boolean isKnown(UserColumn column, User user) {
    return !(column instanceof ExtraColumn extra) || user.extras().says(extra);
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
