package dev.rollcall.runs;

import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one user, however many of its rows named the user.
 *
 * @param position where it is among all of the run
 * @param username whose
 * @param before the user before the run's first change, null if there was none
 * @param after the user after the run's last change, null if there was none
 * @param since the extra columns of the user that later runs have set, and that were not undone
 */
public record NetChange(
    long position,
    String username,
    @Nullable User before,
    @Nullable User after,
    List<ExtraColumn> since) {

  /** One of a user in whose extra columns no later run has set anything. */
  public NetChange(long position, String username, @Nullable User before, @Nullable User after) {
    this(position, username, before, after, List.of());
  }

  /** The same, with what later runs have set. */
  public NetChange with(List<ExtraColumn> columns) {
    return new NetChange(position, username, before, after, columns);
  }

  /** Whether the user is as the run left him. */
  public boolean isAsLeft(@Nullable User user) {
    return user == null || after == null
        ? user == after
        : user.isSame(after) && changed(user).isEmpty();
  }

  /**
   * The columns in which a user is not as the run left him. Of one whom the run created, that takes
   * in columns of which it said nothing: they go with the user, and a new one has in them what the
   * table gives.
   */
  public List<UserColumn> changed(User user) {
    if (after == null) {
      return List.of();
    }
    List<UserColumn> changed = new ArrayList<>();
    for (UserColumn column : after.columns()) {
      if (!column.isSame(user, after)) {
        changed.add(column);
      }
    }
    if (before == null || before.id() != after.id()) {
      since.stream().filter(ExtraColumn::isSecret).forEach(changed::add);
      for (UserColumn column : user.columns()) {
        if (column instanceof ExtraColumn extra && isSetSince(extra, user, after)) {
          changed.add(extra);
        }
      }
    }
    return changed;
  }

  private boolean isSetSince(ExtraColumn column, User user, User left) {
    if (column.isSecret() || left.extras().says(column)) {
      return false;
    }
    return column.usual().isFixed()
        ? !Objects.equals(column.usual().value(), column.of(user))
        : since.contains(column);
  }
}
