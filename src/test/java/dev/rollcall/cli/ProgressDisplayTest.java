package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rollcall.runs.Progress.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a run is, by a clock of the test's own. */
class ProgressDisplayTest {

  private static final long TENTH = 100_000_000;

  private final List<ProgressDisplay.State> shown = new ArrayList<>();
  private long now = 1;

  private final ProgressDisplay display =
      new ProgressDisplay(TENTH, () -> now) {
        @Override
        void show(State state) {
          shown.add(state);
        }
      };

  /** A program that begins at a tenth of its speed, and sorts at the end. */
  @Test
  void theEstimateIsRightWithinAThirdAfterFiveSeconds() {
    for (double sorting : new double[] {0.05, 0.1, 0.15}) {
      shown.clear();
      double work = 20;
      display.begin(Phase.READING, 1_000_000);
      long begin = now;
      List<Double> times = new ArrayList<>();
      double done = 0;
      while (done < work) {
        double seconds = (now - begin) / 1e9;
        done += seconds < 1.5 ? 0.01 : 0.1;
        now += TENTH;
        int before = shown.size();
        display.at(Math.round(1_000_000 * Math.min(1, done / work)), 1);
        if (shown.size() > before) {
          times.add((now - begin) / 1e9);
        }
      }
      double end = (now - begin) / 1e9 * (1 + sorting);
      for (int i = 0; i < times.size(); i++) {
        double left = end - times.get(i);
        // The last seconds are shown as whole ones.
        if (times.get(i) > 5 && left > 4) {
          assertThat((double) shown.get(i).secondsLeft())
              .as("%.1f s after the start, sorting %.1f", times.get(i), sorting)
              .isCloseTo(left, within(left / 3 + 0.5));
        }
      }
    }
  }

  @Test
  void phasesAreNumberedWhereThereAreTwo() {
    display.begin(Phase.READING, 10);
    at(5);
    display.begin(Phase.WRITING, 10);
    at(5);
    assertThat(shown)
        .extracting(ProgressDisplay.State::verb)
        .containsExactly("1/2 reading", "2/2 writing");
  }

  @Test
  void whatIsLeftOfTheFirstPhaseIsNotTakenForAll() {
    display.begin(Phase.READING, 10);
    at(5);
    at(6);
    display.begin(Phase.WRITING, 10);
    at(5);
    at(6);
    assertThat(shown)
        .extracting(ProgressDisplay.State::left)
        .containsExactly("", "0:01 to 2/2", "", "0:01 left");
  }

  @Test
  void aSinglePhaseHasNoNumber() {
    display.begin(Phase.WRITING, 10);
    at(5);
    assertThat(shown.get(0).verb()).isEqualTo("writing");
  }

  @Test
  void sortingIsNamedAfterALongRead() {
    display.begin(Phase.READING, 100);
    for (int i = 1; i <= 60; i++) {
      at(i);
    }
    now += TENTH;
    display.begin(Phase.SORTING, -1);
    assertThat(shown.get(shown.size() - 1).verb()).isEqualTo("1/2 sorting");
  }

  @Test
  void whereNobodyKnowsTheRateNoneIsShown() {
    display.begin(Phase.WRITING, 10);
    at(5);
    now += 2 * TENTH;
    display.at(7, 5);
    assertThat(shown).extracting(ProgressDisplay.State::rate).containsExactly("", "");
    at(8);
    assertThat(shown.get(2).rate()).endsWith(" a second").doesNotStartWith("0 ");
  }

  private void at(long done) {
    now += 2 * TENTH;
    display.at(done, done);
  }
}
