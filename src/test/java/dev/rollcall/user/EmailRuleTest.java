package dev.rollcall.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reject.RejectCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "ann@example.com",
        "Zoë+x@example.org",
        "人@😀",
        ".@-",
        "a,\"b@c",
        "👩\u200d🚀@b"
      })
  void oneAtWithTextOnBothSidesIsAnAddress(String email) {
    assertThat(EmailRule.judge(email)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b",
        "ab",
        "a@b@c",
        "a@@b",
        "@a@b",
        "a @b",
        "a@b c",
        "a@b\u00a0c",
        "a@\u3000"
      })
  void anythingElseIsNone(String email) {
    assertThat(EmailRule.judge(email)).isEqualTo(RejectCode.EMAIL_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\t@b", "a@b\nc", "a\0@b", "a\u007f@b", "a@b\u0085c", "a@\u2028c"})
  void aControlCharacterOrALineEndIsNoPartOfOne(String email) {
    assertThat(EmailRule.judge(email)).isEqualTo(RejectCode.EMAIL_HAS_CONTROL);
  }

  /** Counted as people count them: an emoji is one character, although Java takes two for it. */
  @ParameterizedTest
  @CsvSource({"a", "ë", "😀"})
  void anAddressHasAtMostAHundredCharacters(String character) {
    assertThat(EmailRule.judge(character.repeat(98) + "@b")).isNull();
    assertThat(EmailRule.judge(character.repeat(99) + "@b")).isEqualTo(RejectCode.EMAIL_TOO_LONG);
    assertThat(EmailRule.judge(character.repeat(101))).isEqualTo(RejectCode.EMAIL_TOO_LONG);
  }
}
