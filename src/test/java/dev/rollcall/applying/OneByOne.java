package dev.rollcall.applying;

import dev.rollcall.reject.RejectCode;
import dev.rollcall.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Each item by itself, against all users, in the order of lines. */
final class OneByOne {

  private final boolean rules;
  private final Map<String, User> users = new TreeMap<>();
  private long nextId = 1;
  long created;
  long updated;
  long unchanged;
  long deleted;
  long raised;
  long lowered;
  long relative;
  long replaced;
  final List<String> ledger = new ArrayList<>();
  List<String> rejected = new ArrayList<>();

  OneByOne(boolean rules) {
    this.rules = rules;
  }

  void forget() {
    created = updated = unchanged = deleted = raised = lowered = relative = replaced = 0;
    rejected = new ArrayList<>();
  }

  List<String> rows() {
    return users.values().stream()
        .map(user -> user.id() + " " + user.username() + " " + user.email() + " " + user.level())
        .toList();
  }

  void take(List<Given> items) {
    long free = nextId;
    items.forEach(this::take);
    if (!rules) {
      // Only what a chunk comes to is written, so the database has seen no other ids.
      nextId = users.values().stream().mapToLong(user -> user.id() + 1).reduce(free, Math::max);
    }
  }

  private void take(Given item) {
    User before = users.get(item.username());
    Decision decision = Given.decide(item, before, () -> nextId);
    if (decision instanceof Decision.Rejected no) {
      rejected.add(item.line() + " " + no.reject().code());
    } else if (decision instanceof Decision.Unchanged) {
      unchanged++;
    } else if (decision instanceof Decision.Changed change) {
      change(item, before, change.change().after(), false);
    } else if (decision instanceof Decision.Replaced both) {
      change(item, before, both.created().after(), true);
    }
  }

  private void change(Given item, @Nullable User before, @Nullable User after, boolean anew) {
    if (after != null && rules && isRefused(after)) {
      rejected.add(item.line() + " " + RejectCode.REFUSED_BY_DATABASE);
      return;
    }
    if (anew) {
      ledger.add(entry(item, before, null));
      ledger.add(entry(item, null, after));
    } else {
      ledger.add(entry(item, before, after));
    }
    if (after == null) {
      users.remove(item.username());
      deleted++;
    } else {
      users.put(item.username(), after);
      nextId += after.id() == nextId ? 1 : 0;
    }
    if (anew) {
      deleted++;
      created++;
      replaced++;
    } else if (after != null && before == null) {
      created++;
    } else if (after != null) {
      updated++;
      raised += after.level() > before.level() ? 1 : 0;
      lowered += after.level() < before.level() ? 1 : 0;
    }
    relative += item.isRelative() ? 1 : 0;
  }

  private static String entry(Given item, @Nullable User before, @Nullable User after) {
    return item.line()
        + " "
        + (after == null ? before : after).id()
        + " "
        + item.username()
        + " "
        + (before == null ? "nobody" : before.level() + " " + before.email())
        + " to "
        + (after == null ? "nobody" : after.level() + " " + after.email());
  }

  private boolean isRefused(User after) {
    boolean taken =
        after.email() != null
            && users.values().stream()
                .anyMatch(
                    user ->
                        !user.username().equals(after.username())
                            && after.email().equals(user.email()));
    return taken || after.level() == 13;
  }
}
