package dev.rollcall.crossings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing history as short as it can: fewer steps, fewer of them stopped. */
final class Shrinker {

  private final Predicate<History> fails;
  private final long deadlineNanos;

  /**
   * @param fails tries a history
   * @param seconds how long to go on
   */
  Shrinker(Predicate<History> fails, int seconds) {
    this.fails = fails;
    this.deadlineNanos = System.nanoTime() + seconds * 1_000_000_000L;
  }

  History shrink(History failing) {
    History smallest = failing;
    History before;
    do {
      before = smallest;
      smallest = without(smallest);
      smallest = undisturbed(smallest);
    } while (!before.equals(smallest) && System.nanoTime() < deadlineNanos);
    return smallest;
  }

  private History without(History history) {
    History smallest = history;
    for (int i = history.steps().size() - 1; i >= 0; i--) {
      List<Step> steps = new ArrayList<>(smallest.steps());
      steps.remove(i);
      smallest = smallerIfFailing(smallest, smallest.with(steps));
    }
    return smallest;
  }

  private History undisturbed(History history) {
    History smallest = history;
    for (int i = 0; i < smallest.steps().size(); i++) {
      Step quiet = smallest.steps().get(i).undisturbed();
      if (!quiet.equals(smallest.steps().get(i))) {
        List<Step> steps = new ArrayList<>(smallest.steps());
        steps.set(i, quiet);
        smallest = smallerIfFailing(smallest, smallest.with(steps));
      }
    }
    return smallest;
  }

  private History smallerIfFailing(History history, History smaller) {
    return System.nanoTime() < deadlineNanos && fails.test(smaller) ? smaller : history;
  }
}
