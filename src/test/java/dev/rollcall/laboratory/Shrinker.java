package dev.rollcall.laboratory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing scenario as small as it can: fewer rows, fewer steps, fewer faults. */
final class Shrinker {

  private static final int FEWEST_ROWS = 3;

  private final Predicate<Scenario> fails;
  private final long deadlineNanos;

  /**
   * @param fails tries a scenario
   * @param seconds how long to go on
   */
  Shrinker(Predicate<Scenario> fails, int seconds) {
    this.fails = fails;
    this.deadlineNanos = System.nanoTime() + seconds * 1_000_000_000L;
  }

  Scenario shrink(Scenario failing) {
    Scenario smallest = failing;
    Scenario before;
    do {
      before = smallest;
      smallest = withoutSteps(smallest);
      smallest = withoutFaults(smallest);
      smallest = withFewerRows(smallest);
    } while (!before.equals(smallest) && System.nanoTime() < deadlineNanos);
    return smallest;
  }

  private Scenario withoutSteps(Scenario scenario) {
    Scenario smallest = scenario;
    for (int i = scenario.steps().size() - 1; i >= 0; i--) {
      List<Step> steps = new ArrayList<>(smallest.steps());
      steps.remove(i);
      smallest = smallerIfFailing(smallest, smallest.with(steps));
    }
    return smallest;
  }

  private Scenario withoutFaults(Scenario scenario) {
    Scenario smallest = scenario;
    for (int i = 0; i < smallest.steps().size(); i++) {
      if (smallest.steps().get(i).fault().kind() != Fault.Kind.NONE) {
        List<Step> steps = new ArrayList<>(smallest.steps());
        steps.set(i, steps.get(i).undisturbed());
        smallest = smallerIfFailing(smallest, smallest.with(steps));
      }
    }
    return smallest;
  }

  /** Other rows, of the same seed; the steps stay as far as there are as many. */
  private Scenario withFewerRows(Scenario scenario) {
    int rows = scenario.rows() / 2;
    return rows < FEWEST_ROWS ? scenario : smallerIfFailing(scenario, scenario.withRows(rows));
  }

  private Scenario smallerIfFailing(Scenario scenario, Scenario smaller) {
    return System.nanoTime() < deadlineNanos && fails.test(smaller) ? smaller : scenario;
  }
}
