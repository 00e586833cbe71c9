package dev.rollcall.importing;

import dev.rollcall.applying.Decider;
import dev.rollcall.applying.Decision;
import dev.rollcall.meaning.Action;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RejectMessage;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a row does to its user, given the user as the rows before it left it. Pure: the same
 * row and user always give the same decision.
 */
final class RowDecider implements Decider<UserRow> {

  private final Mode mode;
  private final LevelRules levels;
  private final NewValues defaults;
  private final @Nullable Map<Long, Reject> settled;
  private final RetiredUsers retired;

  RowDecider(Mode mode, LevelRules levels) {
    this(mode, levels, NewValues.NOTHING, Map.of(), RetiredUsers.none());
  }

  /**
   * @param defaults what rows don't say of users whom they create
   * @param settled by their lines, rejects that were fixed and applied elsewhere: such a row stays
   *     the reject that it was, whatever the users are now
   * @param retired who gets back what was taken from him, if a row names him
   */
  RowDecider(
      Mode mode,
      LevelRules levels,
      NewValues defaults,
      Map<Long, Reject> settled,
      RetiredUsers retired) {
    this.retired = retired;
    this.defaults = defaults;
    this.mode = mode;
    this.levels = levels;
    this.settled = settled.isEmpty() ? null : Map.copyOf(settled);
  }

  @Override
  public Decision decide(UserRow row, @Nullable User user, LongSupplier newId) {
    Decision decision = decided(row, user, newId);
    retired.note(row.username(), row.line(), !(decision instanceof Decision.Rejected));
    return decision;
  }

  private Decision decided(UserRow row, @Nullable User user, LongSupplier newId) {
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
  public @Nullable NewValues atRest(UserRow row) {
    NewValues values = row.values();
    if (row.action() == Action.DELETE || !values.areAState() || retired.mayBe(row.username())) {
      return null;
    }
    User user = values.create(0, row.username());
    return decide(row, user, () -> 0) instanceof Decision.Unchanged ? values : null;
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
    LevelChange level = row.values().level();
    long before = defaults.level().from(LevelRules.DEFAULT_LEVEL);
    RejectCode fault = levels.judgeNew(level.from(before));
    if (fault != null) {
      return rejected(row, fault, level, before);
    }
    User created = row.values().create(newId.getAsLong(), row.username(), defaults);
    return new Decision.Changed(new Change(row.line(), null, created, row.reason()));
  }

  private Decision update(UserRow row, User user) {
    LevelChange level = row.values().level();
    User back = retired.back(user, row.line());
    RejectCode fault = levels.judge(back.level(), level);
    if (fault != null) {
      return rejected(row, fault, level, back.level());
    }
    User after = row.values().applyTo(back);
    if (back != user && UserColumn.differing(user, after).isEmpty()) {
      return new Decision.Unchanged();
    }
    return after == user
        ? new Decision.Unchanged()
        : new Decision.Changed(new Change(row.line(), user, after, row.reason()));
  }

  private Decision rejected(UserRow row, RejectCode fault, LevelChange level, long before) {
    String words = RejectMessage.ofLevel(fault, before, level.from(before), levels);
    return rejected(row, fault, words);
  }

  private static Decision rejected(UserRow row, RejectCode code, String words) {
    return new Decision.Rejected(new Reject(row.line(), code, words, row.cells()));
  }
}
