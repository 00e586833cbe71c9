package dev.rollcall.applying;

import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An item that tests are made of. */
record Given(long line, String username, Act act, @Nullable String email, long level)
    implements Item {

  enum Act {
    SET,
    RAISE,
    DELETE,
    REPLACE
  }

  @Override
  public Cells cells() {
    return new Cells(username, email, Long.toString(level), act.name(), null);
  }

  @Override
  public boolean isRelative() {
    return act == Act.RAISE;
  }

  /** What becomes of it. */
  static Decision decide(Given item, @Nullable User user, LongSupplier newId) {
    String name = item.username();
    switch (item.act()) {
      case DELETE -> {
        return user == null
            ? new Decision.Rejected(reject(item, RejectCode.USER_NOT_FOUND, "nobody"))
            : new Decision.Changed(new Change(item.line(), user, null, null));
      }
      case REPLACE -> {
        User come = new User(newId.getAsLong(), name, item.email(), item.level());
        Change created = new Change(item.line(), null, come, null);
        return user == null
            ? new Decision.Changed(created)
            : new Decision.Replaced(new Change(item.line(), user, null, null), created);
      }
      default -> {
        long level = item.act() == Act.RAISE && user != null ? user.level() + 1 : item.level();
        if (user == null) {
          User come = new User(newId.getAsLong(), name, item.email(), level);
          return new Decision.Changed(new Change(item.line(), null, come, null));
        }
        String email = item.act() == Act.RAISE ? user.email() : item.email();
        if (level == user.level() && Objects.equals(email, user.email())) {
          return new Decision.Unchanged();
        }
        User after = new User(user.id(), name, email, level);
        return new Decision.Changed(new Change(item.line(), user, after, null));
      }
    }
  }

  private static Reject reject(Given item, RejectCode code, String words) {
    return new Reject(item.line(), code, words, item.cells());
  }
}
