package dev.rollcall.importing;

import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Change;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a run writes, in the order in which it does, as one SHA-256. */
final class Fingerprint {

  /** By name, so that plans that were kept say the same for as long as there are these. */
  private static final List<UserColumn> COLUMNS =
      UserColumn.OWN.stream().sorted(Comparator.comparing(UserColumn::word)).toList();

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

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

  /** The length before the text keeps two texts from running into one. */
  void add(@Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    int length = text == null ? -1 : bytes.length;
    digest.update(
        new byte[] {
          (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
    digest.update(bytes);
  }

  /** In hexadecimal; nothing can be added after. */
  String value() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
