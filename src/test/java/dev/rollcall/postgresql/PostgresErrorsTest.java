package dev.rollcall.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an error of the server means. */
class PostgresErrorsTest {

  @ParameterizedTest
  @CsvSource({"22023, true", "0A000, true", "42704, true", "57P01, false", "08006, false"})
  void aSettingThatAServerCannotHaveIsToldFromOtherFaults(String state, boolean refused) {
    SQLException exception = new SQLException("no", state);
    assertThat(PostgresErrors.isRefusedSetting(exception)).isEqualTo(refused);
  }

  @Test
  void ofATransactionThatFailedTheFirstFaultCounts() {
    SQLException first = new SQLException("first", "40001");
    SQLException later = new SQLException("later", "25P02", first);
    assertThat(PostgresErrors.words(later)).isEqualTo("first");
    assertThat(PostgresErrors.isDisturbed(later)).isTrue();
    assertThat(PostgresErrors.explain(later, "people")).hasMessageContaining("other programs");
    SQLException alone = new SQLException("later", "25P02");
    assertThat(PostgresErrors.words(alone)).isEqualTo("later");
    assertThat(PostgresErrors.isDisturbed(alone)).isFalse();
  }
}
