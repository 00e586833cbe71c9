package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.Guards.Kind;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.problem.Problem;
import dev.rollcall.reject.Limit;
import dev.rollcall.runs.Touched;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardPolicyTest {

  private final Guards all =
      new Guards(
          Map.of(
              Kind.DELETE, Limit.ofShare(10),
              Kind.LOWER, Limit.ofCount(3),
              Kind.RAISE, Limit.ofCount(7),
              Kind.CREATE, Limit.ofCount(2),
              Kind.ROWS, Limit.ofShare(50),
              Kind.CHANGE, Limit.ofShare(50)));

  /** The figures are deleted, lowered, raised, changed, created and rows; of 40 users. */
  @Test
  void whatIsAtItsBoundMayPassAndOneMoreMayNot() {
    assertThat(new GuardPolicy(all).judge(done(4, 3, 7, 20, 2, 20))).isNull();
    assertThat(words(done(5, 3, 7, 20, 2, 20))).containsExactly("delete");
    assertThat(words(done(4, 4, 7, 20, 2, 20))).containsExactly("lower");
    assertThat(words(done(4, 3, 8, 20, 2, 20))).containsExactly("raise");
    assertThat(words(done(4, 3, 7, 21, 2, 20))).containsExactly("change");
    assertThat(words(done(4, 3, 7, 20, 3, 20))).containsExactly("create");
    assertThat(words(done(4, 3, 7, 20, 2, 19)))
        .containsExactly("the input has 19 rows, the guard wants at least 50% (20)");
  }

  @Test
  void everythingThatGoesTooFarIsSaidAtOnceWithTheWayOn() {
    Failure failure = new GuardPolicy(all).judge(done(5, 4, 7, 21, 3, 0));
    assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(failure.problems()).hasSize(5);
    Problem first = failure.problems().get(0);
    assertThat(first.what()).contains("delete 5 of 40 users", "10% (4)");
    assertThat(first.advice()).contains("--allow delete=5");
    assertThat(failure.problems().get(1).what()).endsWith("the guard allows 3 (3)");
  }

  @Test
  void whatIsNotGuardedMayBeAnyNumber() {
    assertThat(new GuardPolicy(Guards.NONE).judge(done(1_000, 1_000, 1_000, 3_000, 9, 0))).isNull();
  }

  @Test
  void anInputWithTooFewRowsIsRefusedBeforeAnyOfThemIsLookedAt() {
    assertThat(new GuardPolicy(all).judgeRows(20, 40)).isNull();
    assertThat(new GuardPolicy(all).judgeRows(0, 0)).isNull();
    assertThat(new GuardPolicy(all).judgeRows(19, 40)).hasMessageContaining("--allow rows=19");
    assertThat(new GuardPolicy(all.ofSomeRows()).judgeRows(0, 40)).isNull();
  }

  /** As {@code --allow} does it, which means one guard and leaves the others to the job. */
  @Test
  void aGuardOfTheCommandTakesThePlaceOfTheJobsGuardOfItsKind() {
    Guards both = all.with(new Guards(Map.of(Kind.LOWER, Limit.ofCount(0))));
    assertThat(both.of(Kind.LOWER)).hasToString("0");
    assertThat(both.of(Kind.DELETE)).hasToString("10%");
    assertThat(Guards.NONE.with(all)).isEqualTo(all);
    assertThat(all.with(Guards.NONE)).isEqualTo(all);
    assertThat(Guards.NONE.of(Kind.DELETE)).isNull();
  }

  @Test
  void aShareIsCountedAsOneWouldOnPaper() {
    Seeds.each(
        20_000,
        random -> {
          int thousandths = random.nextInt(100_001);
          long users = random.nextInt(1 << (1 + random.nextInt(30)));
          BigDecimal percent = BigDecimal.valueOf(thousandths, 3);
          assertThat(Limit.ofShare(percent.doubleValue()).most(users))
              .as("%s %% of %d users", percent, users)
              .isEqualTo(
                  percent
                      .multiply(BigDecimal.valueOf(users))
                      .divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN)
                      .longValueExact());
        });
  }

  private static GuardPolicy.Done done(
      long deleted, long lowered, long raised, long changed, long created, long rows) {
    Touched touched = new Touched(deleted, lowered, raised, changed);
    return new GuardPolicy.Done(touched, 40, created, rows, 0);
  }

  private Iterable<String> words(GuardPolicy.Done done) {
    return new GuardPolicy(all)
        .judge(done).problems().stream()
            .map(problem -> problem.what().replaceFirst("the run would (\\w+) .*", "$1"))
            .toList();
  }
}
