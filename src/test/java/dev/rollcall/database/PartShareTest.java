package dev.rollcall.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has written which parts of a run, and how fast. */
class PartShareTest {

  @Test
  void eachWorkerHasHisRateAndTheSlowestPartIsNamed() {
    List<PartShare> shares =
        List.of(
            new PartShare(1, "ann", 1, 3_000),
            new PartShare(2, "bob", 3, 3_000),
            new PartShare(3, "ann", 1, 3_000));
    List<PartPace> paces =
        List.of(
            new PartPace(1, 2_000, 1_000),
            new PartPace(2, 2_000, 4_000),
            new PartPace(3, 2_000, 3_000));
    assertThat(PartShare.told(shares, paces))
        .containsExactly(
            "worker ann: parts 1, 3, 6,000 rows done, 1,000 a second",
            "worker bob: part 2, 3,000 rows done, 500 a second",
            "slowest: part 2, 500 a second (on average, 750 a second)",
            "changed hands 2 times: part 2");
  }

  @Test
  void whatIsNotKnownIsNotTold() {
    assertThat(
            PartShare.told(List.of(new PartShare(1, "ann", 1, 10)), List.of(new PartPace(1, 0, 0))))
        .containsExactly("worker ann: part 1, 10 rows done");
  }
}
