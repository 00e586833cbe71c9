package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectLimitPolicyTest {

  /** At most so many; the next one ends the run, at once. */
  @ParameterizedTest
  @CsvSource({"0, 0, false", "0, 1, true", "100, 100, false", "100, 101, true"})
  void aCountIsJudgedWithEveryReject(long limit, long rejected, boolean ends) {
    RejectLimitPolicy policy = new RejectLimitPolicy(Limit.ofCount(limit), false);
    for (long rows : new long[] {rejected + 1, 999, 1_000, 1_001, 1_000_000}) {
      assertThat(policy.whileReading(rejected, rows) != null).as("%d rows", rows).isEqualTo(ends);
      assertThat(policy.ofAll(rejected, rows) != null).as("of %d rows", rows).isEqualTo(ends);
    }
  }

  /** Before the thousandth row one bad row is a large share, after it only the whole counts. */
  @ParameterizedTest
  @CsvSource({
    "50, 1000, false",
    "51, 1000, true",
    "1000, 1000, true",
    "999, 999, false",
    "1, 1, false",
    "52, 1001, false",
    "2000, 2000, false"
  })
  void whileReadingAShareIsJudgedAtTheThousandthRow(long rejected, long rows, boolean ends) {
    RejectLimitPolicy policy = new RejectLimitPolicy(Limit.ofShare(5), false);
    assertThat(policy.whileReading(rejected, rows) != null).isEqualTo(ends);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 19, false",
    "1, 19, true",
    "1, 20, false",
    "2, 39, true",
    "50, 1000, false",
    "51, 1019, true",
    "51, 1020, false"
  })
  void atTheEndAShareIsJudgedOverAllRows(long rejected, long rows, boolean ends) {
    RejectLimitPolicy policy = new RejectLimitPolicy(Limit.ofShare(5), false);
    assertThat(policy.ofAll(rejected, rows) != null).isEqualTo(ends);
  }

  /** Hardly anybody means that nothing goes in. */
  @ParameterizedTest
  @CsvSource({
    "100, 0, 0, false",
    "100, 1, 1, true",
    "100, 1, 2, false",
    "100, 100, 100, true",
    "1000000, 5000, 5000, true",
    "99.999%, 7, 7, true",
    "100%, 1, 1, false",
    "100%, 5000, 5000, false"
  })
  void thatEveryRowIsRejectedOnlyAShareOfAllAllows(
      String limit, long rejected, long rows, boolean ends) {
    RejectLimitPolicy policy = new RejectLimitPolicy(limit(limit), false);
    Failure failure = policy.ofAll(rejected, rows);
    assertThat(failure != null).isEqualTo(ends);
    if (failure != null) {
      assertThat(failure.code()).isEqualTo(ProblemCode.REJECT_LIMIT);
      assertThat(failure.problems().get(0).advice()).contains("column", "--max-rejects 100%");
    }
  }

  @Test
  void theRefusalSaysTheFiguresAndTheWayOn() {
    Failure failure = new RejectLimitPolicy(Limit.ofShare(2.5), false).ofAll(1_234, 20_000);
    assertThat(failure.code()).isEqualTo(ProblemCode.REJECT_LIMIT);
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(failure).hasMessageContaining("1,234 rejects in 20,000 rows, the limit is 2.5%");
    assertThat(new RejectLimitPolicy(Limit.ofCount(0), false).whileReading(1, 1))
        .hasMessageContaining("1 reject in the first row, the limit is 0");
    assertThat(failure.problems().get(0).advice()).contains("--max-rejects", "same command");
  }

  private static Limit limit(String text) {
    return text.endsWith("%")
        ? Limit.ofShare(Double.parseDouble(text.substring(0, text.length() - 1)))
        : Limit.ofCount(Long.parseLong(text));
  }
}
