package dev.rollcall.undoing;

import dev.rollcall.applying.Decider;
import dev.rollcall.applying.Decision;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.NetChange;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a user back who is as the run left him, and leaves alone one who has changed since, unless
 * forced.
 */
final class StepDecider implements Decider<Step> {

  private final long runId;
  private final boolean force;

  /**
   * @param runId the run that is undone
   * @param force whether users go back who have changed since
   */
  StepDecider(long runId, boolean force) {
    this.runId = runId;
    this.force = force;
  }

  @Override
  public Decision decide(Step step, @Nullable User user, LongSupplier newId) {
    User before = step.net().before();
    User after = step.net().after();
    if (same(before, after)) {
      return new Decision.Unchanged();
    }
    boolean asLeft = step.net().isAsLeft(user);
    if (!asLeft && !force) {
      return rejected(step, changedSince(step.net(), user));
    }
    if (user == null) {
      return before == null ? new Decision.Unchanged() : comeBack(step, before);
    }
    if (before == null) {
      return new Decision.Changed(new Change(step.line(), user, null, reason()));
    }
    if (asLeft && user.id() != before.id()) {
      return replace(step, user, before);
    }
    // Whoever came in between under this name keeps his id: others may refer to it by now.
    User back = before.over(user);
    return same(user, back)
        ? new Decision.Unchanged()
        : new Decision.Changed(new Change(step.line(), user, back, reason()));
  }

  private Decision comeBack(Step step, User before) {
    return step.idTaken()
        ? idTaken(step, before)
        : new Decision.Changed(new Change(step.line(), null, before, reason()));
  }

  private Decision replace(Step step, User user, User before) {
    return step.idTaken()
        ? idTaken(step, before)
        : new Decision.Replaced(
            new Change(step.line(), user, null, reason()),
            new Change(step.line(), null, before, reason()));
  }

  private String reason() {
    return reason(runId);
  }

  /** What the ledger gives as the reason of a change that undoes this run. */
  static String reason(long runId) {
    return "undo of run " + runId;
  }

  private static Decision idTaken(Step step, User before) {
    return rejected(step, "can't have id " + before.id() + " back, as another user has it now");
  }

  private static Decision rejected(Step step, String why) {
    String message = '"' + step.username() + "\" " + why;
    return new Decision.Rejected(
        new Reject(step.line(), RejectCode.CHANGED_SINCE, message, step.cells()));
  }

  private String changedSince(NetChange net, @Nullable User user) {
    User after = net.after();
    if (after == null) {
      return "was deleted by run " + runId + ", but exists again: " + words(user);
    }
    if (user == null) {
      return "is gone; run " + runId + " left " + words(after);
    }
    if (words(user).equals(words(after))) {
      String others =
          net.changed(user).stream().map(UserColumn::label).collect(Collectors.joining(" and "));
      return "has another " + others + " than run " + runId + " left";
    }
    return "is " + words(user) + "; run " + runId + " left " + words(after);
  }

  /** Only of the columns that may be shown. */
  private static String words(@Nullable User user) {
    return user == null
        ? "nobody"
        : "id "
            + user.id()
            + " with "
            + UserColumn.OWN.stream()
                .filter(UserColumn::isShown)
                .map(column -> column.label() + " " + column.of(user))
                .collect(Collectors.joining(", "));
  }

  static boolean same(@Nullable User one, @Nullable User other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.isSame(other);
  }
}
