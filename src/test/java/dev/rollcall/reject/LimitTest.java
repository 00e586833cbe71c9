package dev.rollcall.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

  /** As many as fit: of ten rows, 5 % allow none. */
  @Test
  void aShareIsCountedAsOneWouldOnPaper() {
    Seeds.each(
        20_000,
        random -> {
          int thousandths = random.nextInt(100_001);
          long rows = random.nextInt(1 << (1 + random.nextInt(30)));
          double percent = Double.parseDouble(BigDecimal.valueOf(thousandths, 3).toString());
          BigDecimal most =
              BigDecimal.valueOf(thousandths)
                  .multiply(BigDecimal.valueOf(rows))
                  .divide(BigDecimal.valueOf(100_000), 0, RoundingMode.DOWN);
          assertThat(Limit.ofShare(percent).most(rows))
              .as("%s %% of %d rows", percent, rows)
              .isEqualTo(most.longValueExact());
        });
  }

  @Test
  void aCountDoesNotDependOnTheRows() {
    assertThat(Limit.ofCount(7).most(0)).isEqualTo(7);
    assertThat(Limit.ofCount(7).most(Long.MAX_VALUE)).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"0, 0%", "5, 5%", "2.5, 2.5%", "0.001, 0.001%", "100, 100%"})
  void aShareIsWrittenAsAJobFileHasIt(double percent, String written) {
    assertThat(Limit.ofShare(percent)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
  void whatIsNoShareIsRefused(double percent) {
    assertThatThrownBy(() -> Limit.ofShare(percent)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Limit.ofCount(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
