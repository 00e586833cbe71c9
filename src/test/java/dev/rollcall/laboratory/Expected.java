package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRow;
import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.Database;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the model expects, in the words of the ledger. */
final class Expected {

  private Expected() {}

  /** Removed users first, as they stand in no line. */
  static List<ModelOutcome.Changed> inOrder(ModelOutcome outcome) {
    return Stream.concat(
            outcome.removed().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)))
                .map(user -> new ModelOutcome.Changed(0, user, null, null)),
            outcome.changes().stream())
        .toList();
  }

  static List<Seen.Change> changes(ModelOutcome outcome) {
    return inOrder(outcome).stream()
        .map(change -> new Seen.Change(username(change), text(change)))
        .toList();
  }

  static String username(ModelOutcome.Changed change) {
    ModelUser user = change.before() == null ? change.after() : change.before();
    return Objects.requireNonNull(user).username();
  }

  private static String text(ModelOutcome.Changed change) {
    ModelUser before = change.before();
    ModelUser after = change.after();
    return Database.row(
        change.line(),
        change.kind(),
        username(change),
        before == null ? null : before.email(),
        after == null ? null : after.email(),
        before == null ? null : before.effectiveLevel(),
        after == null ? null : after.effectiveLevel(),
        change.reason());
  }

  /** How a reject begins in the ledger; of a proper row, all of it. */
  static String reject(ModelOutcome.Rejected reject) {
    ModelRow row = reject.row();
    String lineAndCode = Database.row(row.line(), reject.code()) + ", ";
    return row.formFault() != null
        ? lineAndCode
        : lineAndCode
            + Database.row(row.username(), row.email(), row.level(), row.action(), row.reason());
  }

  static void sameReject(String actual, ModelOutcome.Rejected expected) {
    assertThat(actual).startsWith(reject(expected));
  }

  /** Whether a row moves its user's level from wherever it is. */
  static boolean isRelative(ModelRow row) {
    String level = row.level() == null ? "" : row.level();
    return (level.contains("+") || level.contains("-")) && level.matches("(?s).*[1-9].*");
  }

  private static byte[] utf8(ModelUser user) {
    return user.username().getBytes(StandardCharsets.UTF_8);
  }
}
