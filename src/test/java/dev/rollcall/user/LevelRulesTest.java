package dev.rollcall.user;

import static dev.rollcall.reject.RejectCode.LEVEL_LOWERED;
import static dev.rollcall.reject.RejectCode.LEVEL_STEP_TOO_LARGE;
import static dev.rollcall.reject.RejectCode.LEVEL_TOO_HIGH;
import static dev.rollcall.reject.RejectCode.LEVEL_TOO_LOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.reject.RejectCode;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelRulesTest {

  /** With min 2, max 9, max-step 3, and nobody lowered. */
  private static final LevelRules STRICT = new LevelRules(2, 9, 3L, false);

  /** Another program may have given a level that is as high as numbers go. */
  @Test
  void noLevelAndNoStepWrapsAround() {
    assertThat(new LevelChange.By(1).from(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(new LevelChange.By(-1).from(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(STRICT.judge(Long.MAX_VALUE, new LevelChange.By(1))).isEqualTo(LEVEL_TOO_HIGH);
    for (long before : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(STRICT.judge(before, new LevelChange.SetTo(5))).isEqualTo(LEVEL_STEP_TOO_LARGE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5, 8, ",
    "5, 9, LEVEL_STEP_TOO_LARGE",
    "6, 9, ",
    "5, 5, ",
    "5, 4, LEVEL_LOWERED",
    "8, 4, LEVEL_STEP_TOO_LARGE",
    "9, 10, LEVEL_TOO_HIGH",
    "2, 1, LEVEL_TOO_LOW",
    "50, 50, LEVEL_TOO_HIGH",
    "50, 9, LEVEL_STEP_TOO_LARGE",
    "-50, -50, LEVEL_TOO_LOW"
  })
  void aRowIsJudgedByTheLevelItLeadsTo(long before, long after, RejectCode fault) {
    assertThat(STRICT.judge(before, new LevelChange.SetTo(after))).isEqualTo(fault);
    assertThat(STRICT.judge(before, new LevelChange.By(after - before))).isEqualTo(fault);
  }

  /** Or a job could not change the e-mail address of a user whose level is out of its bounds. */
  @ParameterizedTest
  @CsvSource({"1", "50", "-7"})
  void aRowThatSaysNothingOfTheLevelBreaksNoRule(long before) {
    assertThat(STRICT.judge(before, LevelChange.KEEP)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"2, ", "9, ", "1, LEVEL_TOO_LOW", "10, LEVEL_TOO_HIGH"})
  void aNewUserHasNoLevelToMoveFrom(long level, RejectCode fault) {
    assertThat(STRICT.judgeNew(level)).isEqualTo(fault);
  }

  @Test
  void aNewUserWithoutALevelMustBeAllowedTheUsualOne() {
    assertThat(STRICT.judgeNew(LevelRules.DEFAULT_LEVEL)).isEqualTo(LEVEL_TOO_LOW);
    assertThat(LevelRules.DEFAULT.judgeNew(LevelRules.DEFAULT_LEVEL)).isNull();
    assertThat(new LevelRules(-5, 0, null, true).judgeNew(LevelRules.DEFAULT_LEVEL))
        .isEqualTo(LEVEL_TOO_HIGH);
  }

  @Test
  void theFirstRuleThatIsBrokenIsToldAndNoneThatIsNot() {
    Seeds.each(
        5_000,
        random -> {
          long min = random.nextInt(9) - 4;
          LevelRules rules =
              new LevelRules(
                  min,
                  min + random.nextInt(6),
                  random.nextBoolean() ? null : (long) random.nextInt(4),
                  random.nextBoolean());
          long before = random.nextInt(15) - 7;
          long after = random.nextInt(15) - 7;
          Set<RejectCode> broken = EnumSet.noneOf(RejectCode.class);
          if (after < rules.min()) {
            broken.add(LEVEL_TOO_LOW);
          }
          if (after > rules.max()) {
            broken.add(LEVEL_TOO_HIGH);
          }
          if (rules.maxStep() != null && Math.abs(after - before) > rules.maxStep()) {
            broken.add(LEVEL_STEP_TOO_LARGE);
          }
          if (after < before && !rules.lowerAllowed()) {
            broken.add(LEVEL_LOWERED);
          }
          assertThat(rules.judge(before, new LevelChange.SetTo(after)))
              .as("%s from %d to %d", rules, before, after)
              .isEqualTo(broken.stream().findFirst().orElse(null));
        });
  }

  @Test
  void theLargestBoundsThereAreCanBeKept() {
    long most = LevelRules.LARGEST;
    LevelRules widest = new LevelRules(-most, most, most, true);
    assertThat(widest.judge(0, new LevelChange.SetTo(most))).isNull();
    assertThat(widest.judge(0, new LevelChange.SetTo(-most))).isNull();
    assertThat(widest.judge(1, new LevelChange.SetTo(-most))).isEqualTo(LEVEL_STEP_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, ", "0, 1000000001, ", "-1000000001, 0, ", "0, 1, -1", "0, 1, 1000000001"})
  void rulesThatNothingCouldKeepAreNoRules(long min, long max, Long maxStep) {
    assertThatThrownBy(() -> new LevelRules(min, max, maxStep, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
