package dev.rollcall.undoing;

import dev.rollcall.runs.NetChange;
import dev.rollcall.user.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users who are to be put back, and whether somebody has the ids that they need. */
final class Steps {

  private final Function<List<Long>, List<User>> byIds;
  private final long end;

  /**
   * @param byIds finds the users of these ids
   * @param end above every position in the run that is undone
   */
  Steps(Function<List<Long>, List<User>> byIds, long end) {
    this.byIds = byIds;
    this.end = end;
  }

  /** The steps of the next chunk; must be called in its transaction, before it is written. */
  List<Step> of(List<NetChange> page) {
    Map<Long, NetChange> leaving = new HashMap<>();
    List<Long> needed = new ArrayList<>();
    for (NetChange net : page) {
      User before = net.before();
      User after = net.after();
      if (before != null) {
        needed.add(before.id());
      } else if (after != null) {
        leaving.put(after.id(), net);
      }
    }
    Map<Long, User> holders = holders(needed);
    List<Step> steps = new ArrayList<>();
    for (NetChange net : page) {
      steps.add(new Step(end - net.position(), net, isTaken(net, holders, leaving)));
    }
    return steps;
  }

  private Map<Long, User> holders(List<Long> ids) {
    Map<Long, User> holders = new HashMap<>();
    if (!ids.isEmpty()) {
      byIds.apply(ids).forEach(user -> holders.put(user.id(), user));
    }
    return holders;
  }

  /** By somebody who does not leave in the same chunk. */
  private static boolean isTaken(
      NetChange net, Map<Long, User> holders, Map<Long, NetChange> leaving) {
    @Nullable User before = net.before();
    User holder = before == null ? null : holders.get(before.id());
    if (holder == null || holder.username().equals(net.username())) {
      return false;
    }
    NetChange leaves = leaving.get(holder.id());
    return leaves == null
        || !leaves.username().equals(holder.username())
        || !leaves.isAsLeft(holder);
  }
}
