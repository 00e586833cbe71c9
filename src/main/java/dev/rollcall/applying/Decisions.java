package dev.rollcall.applying;

import dev.rollcall.runs.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * What was decided on a list of items.
 *
 * @param tally how many of what
 * @param changes in the order in which they were decided
 */
public record Decisions(Tally tally, List<Change> changes) {

  Decisions() {
    this(new Tally(), new ArrayList<>());
  }

  /** Decides the items in their order, each on the users as those before left them. */
  static <I extends Item> Decisions of(List<I> items, KnownUsers users, Decider<I> decider) {
    Decisions decisions = new Decisions();
    for (I item : items) {
      users.meet(item.username());
      if (users.isAtRest()) {
        decisions.tally.unchanged();
      } else {
        decisions.take(item, decider.decide(item, users.user(), users::newId), users);
      }
    }
    return decisions;
  }

  private void take(Item item, Decision decision, KnownUsers users) {
    if (decision instanceof Decision.Changed changed) {
      tally.changed(changed.change(), item.isRelative());
      take(changed.change(), users);
    } else if (decision instanceof Decision.Replaced replaced) {
      tally.replaced(replaced.deleted(), replaced.created());
      take(replaced.deleted(), users);
      take(replaced.created(), users);
    } else if (decision instanceof Decision.Rejected rejected) {
      tally.rejected(rejected.reject());
    } else {
      tally.unchanged();
    }
  }

  private void take(Change change, KnownUsers users) {
    changes.add(change);
    users.leave(change.after());
  }

  void add(Decisions other) {
    tally.add(other.tally);
    changes.addAll(other.changes);
  }
}
