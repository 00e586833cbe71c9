package dev.rollcall.importing;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.text.TextsDigest;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a run writes, in the order in which it does, as one SHA-256. */
final class Fingerprint {

  /** By name, so that plans that were kept say the same for as long as there are these. */
  private static final List<UserColumn> COLUMNS =
      UserColumn.OWN.stream().sorted(Comparator.comparing(UserColumn::word)).toList();

  private final TextsDigest digest = new TextsDigest();

  void add(Change change) {
    add(Long.toString(change.line()));
    add(change.before());
    add(change.after());
    add(change.reason());
  }

  void add(Reject reject) {
    add(Long.toString(reject.line()));
    add(reject.code().name());
  }

  private void add(@Nullable User user) {
    if (user == null) {
      add((String) null);
      return;
    }
    add(Long.toString(user.id()));
    add(user.username());
    for (UserColumn column : COLUMNS) {
      Object value = column.of(user);
      add(value == null ? null : value.toString());
    }
    for (UserColumn column : user.columns().subList(COLUMNS.size(), user.columns().size())) {
      Object value = column.of(user);
      add(column.word());
      add(value == null ? null : value.toString());
    }
  }

  void add(@Nullable String text) {
    digest.add(text);
  }

  /** In hexadecimal; to be asked for once. */
  String value() {
    return digest.endInHex();
  }
}
