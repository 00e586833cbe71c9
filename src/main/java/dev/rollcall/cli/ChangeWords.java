package dev.rollcall.cli;

import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change did to its user, field by field. */
final class ChangeWords {

  private ChangeWords() {}

  /** {@code level 3 -> 4, email none -> anna@example.com}. */
  static String of(Change change) {
    User before = change.before();
    User after = change.after();
    if (before == null) {
      return "created, level " + change.user().level() + ", email " + email(after);
    }
    if (after == null) {
      return "deleted, level " + before.level() + ", email " + email(before);
    }
    List<String> fields = new ArrayList<>();
    if (before.level() != after.level()) {
      fields.add("level " + before.level() + " -> " + after.level());
    }
    if (!Objects.equals(before.email(), after.email())) {
      fields.add("email " + email(before) + " -> " + email(after));
    }
    return String.join(", ", fields);
  }

  /** The address, or that there is none. */
  static String email(@Nullable User user) {
    String email = user == null ? null : user.email();
    return email == null ? "none" : email;
  }
}
