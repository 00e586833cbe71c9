package dev.rollcall.importing;

import dev.rollcall.applying.Decider;
import dev.rollcall.applying.Decision;
import dev.rollcall.database.Sought;
import dev.rollcall.importing.ParsedRow.UserRow;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.User;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a row does to its user, given the user as the rows before it left it. Pure: the same
 * row and user always give the same decision.
 */
final class RowDecider implements Decider<UserRow> {

  private final Mode mode;
  private final LevelRules levels;
  private final @Nullable Map<Long, Reject> settled;

  RowDecider(Mode mode, LevelRules levels) {
    this(mode, levels, Map.of());
  }

  /**
   * @param settled by their lines, rejects that were fixed and applied elsewhere: such a row stays
   *     the reject that it was, whatever the users are now
   */
  RowDecider(Mode mode, LevelRules levels, Map<Long, Reject> settled) {
    this.mode = mode;
    this.levels = levels;
    this.settled = settled.isEmpty() ? null : Map.copyOf(settled);
  }

  @Override
  public Decision decide(UserRow row, @Nullable User user, LongSupplier newId) {
    Reject before = settled == null ? null : settled.get(row.line());
    if (before != null) {
      return new Decision.Rejected(before);
    }
    RejectCode fault = existence(row.action(), user != null);
    if (fault != null) {
      return rejected(row, fault, RejectMessage.of(fault, row.username()));
    }
    if (user == null) {
      return create(row, newId);
    }
    if (row.action() == Action.DELETE) {
      return new Decision.Changed(new Change(row.line(), user, null, row.reason()));
    }
    return update(row, user);
  }

  /** Asks for the decision on a user who is as the row wants it: the rules are in one place. */
  @Override
  public Sought.@Nullable AtRest atRest(UserRow row) {
    if (row.action() == Action.DELETE || row.level() instanceof LevelChange.By) {
      return null;
    }
    long level = row.level().from(LevelRules.DEFAULT_LEVEL);
    User user = new User(0, row.username(), row.email().from(null), level);
    return decide(row, user, () -> 0) instanceof Decision.Unchanged
        ? new Sought.AtRest(row.email(), row.level())
        : null;
  }

  /** The rules on whether the user exists: the row's own action first, then the job's mode. */
  private @Nullable RejectCode existence(Action action, boolean exists) {
    if (exists && (action == Action.CREATE || mode == Mode.INSERT)) {
      return RejectCode.USER_EXISTS;
    }
    boolean mustExist = action == Action.UPDATE || action == Action.DELETE || mode == Mode.UPDATE;
    return !exists && mustExist ? RejectCode.USER_NOT_FOUND : null;
  }

  private Decision create(UserRow row, LongSupplier newId) {
    long level = row.level().from(LevelRules.DEFAULT_LEVEL);
    RejectCode fault = levels.judgeNew(row.level());
    if (fault != null) {
      String words = RejectMessage.ofLevel(fault, LevelRules.DEFAULT_LEVEL, level, levels);
      return rejected(row, fault, words);
    }
    User created = new User(newId.getAsLong(), row.username(), row.email().from(null), level);
    return new Decision.Changed(new Change(row.line(), null, created, row.reason()));
  }

  private Decision update(UserRow row, User user) {
    long level = row.level().from(user.level());
    RejectCode fault = levels.judge(user.level(), row.level());
    if (fault != null) {
      return rejected(row, fault, RejectMessage.ofLevel(fault, user.level(), level, levels));
    }
    String email = row.email().from(user.email());
    if (level == user.level() && Objects.equals(email, user.email())) {
      return new Decision.Unchanged();
    }
    User updated = new User(user.id(), user.username(), email, level);
    return new Decision.Changed(new Change(row.line(), user, updated, row.reason()));
  }

  private static Decision rejected(UserRow row, RejectCode code, String words) {
    return new Decision.Rejected(new Reject(row.line(), code, words, row.cells()));
  }
}
