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

  /** Users who are missing first, as they are in no line. */
  static List<ModelOutcome.Changed> inOrder(ModelOutcome outcome) {
    return Stream.of(
            outcome.removed().stream().map(user -> new ModelOutcome.Changed(0, user, null, null)),
            outcome.retired().stream(),
            outcome.changes().stream())
        .flatMap(changes -> changes)
        // Those of one line are in their order.
        .sorted(
            (a, b) ->
                a.line() == 0 && b.line() == 0
                    ? Arrays.compareUnsigned(utf8(a), utf8(b))
                    : a.line() == 0 ? -1 : b.line() == 0 ? 1 : 0)
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

  private static byte[] utf8(ModelOutcome.Changed change) {
    return username(change).getBytes(StandardCharsets.UTF_8);
  }
}
