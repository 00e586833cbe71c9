package dev.rollcall.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a database is, and no secret of it. */
class PostgresAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "postgresql://db.example.com/people jdbc:postgresql://db.example.com/people people",
        "postgres://db.example.com:5433/people jdbc:postgresql://db.example.com:5433/people people",
        "jdbc:postgresql://a:1,b:2/people jdbc:postgresql://a:1,b:2/people people",
        "postgresql:///people jdbc:postgresql:///people people",
        "postgresql://[2001:db8::1]:5433,b/people jdbc:postgresql://[2001:db8::1]:5433,b/people people",
        "postgresql://host/we%40home jdbc:postgresql://host/we%40home we@home",
        "postgresql://ann@db.example.com/people jdbc:postgresql://db.example.com/people people",
        "postgresql://?service=hr jdbc:postgresql://?service=hr hr"
      })
  void anAddressIsUnderstood(String address, String url, String base) {
    PostgresAddress read = PostgresAddress.of(address);
    assertThat(read.url()).isEqualTo(url);
    assertThat(read.base()).isEqualTo(base);
  }

  @Test
  void userAndSettingsAreTaken() {
    PostgresAddress read =
        PostgresAddress.of("postgresql://o%27hara@host/people?currentSchema=hr&sslmode=require");
    assertThat(read.settings())
        .containsEntry("user", "o'hara")
        .containsEntry("currentSchema", "hr")
        .containsEntry("sslmode", "require");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:hunter2@host/people",
        "jdbc:postgresql://host/people?password=hunter2",
        "postgresql://host/people?user=ann&sslpassword=hunter2",
        "postgresql://host/people?PassWord=hunter2",
        "postgresql://ann:12/hunter2@host",
        "postgresql://ann:12/hunter2@host/people",
        "postgresql://ann:se/hunter2@host:5432/people",
        "postgresql://ann:hunter2/people",
        "postgresql://ann:se?hunter2@host:5432/people",
        "postgresql://ann:se#hunter2@host:5432/people",
        "postgresql://ann:a@hunter2@host:5432/people",
        "postgresql://ann%3Ahunter2@host/people",
        "postgresql://host/people;password=hunter2",
        "postgresql://host/people&password=hunter2",
        "postgresql://host;password=hunter2/people",
        "postgresql://host/people%3Bpassword%3Dhunter2",
        "postgresql://host/people?sslmode=require;password=hunter2"
      })
  void aPasswordIsRefusedAndNotRepeated(String address) {
    assertThatThrownBy(() -> PostgresAddress.of(address))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.USAGE))
        .hasMessageContaining("password")
        .hasMessageContaining("PGPASSWORD")
        .hasMessageNotContaining("hunter2");
  }

  /** It may be the end of a password. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://host/people?hunter2",
        "postgresql://host/people?hunter2=",
        "postgresql://host/people?hun;ter2=x"
      })
  void aSettingThatIsNoWordIsNotRepeated(String address) {
    assertThatThrownBy(() -> PostgresAddress.of(address))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.USAGE))
        .hasMessageNotContaining("ter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://host/people?socketFactory=evil.Factory",
        "postgresql://host/people?sslfactory=evil.Factory",
        "postgresql://host/people?loggerFile=/etc/passwd",
        "postgresql://host/people?currentSchema",
        "postgresql://host/",
        "postgresql:people",
        "postgresql://host/%zz"
      })
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> PostgresAddress.of(address))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.USAGE));
  }

  @Test
  void aNameForFilesHasNothingThatAFolderCouldBe() {
    assertThat(PostgresAddress.of("postgresql://host/..%2FMy%20Base").fileName())
        .isEqualTo("___my_base");
  }
}
