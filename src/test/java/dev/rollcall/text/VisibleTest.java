package dev.rollcall.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {

  @ParameterizedTest
  @CsvSource({
    "200B", "200E", "FEFF", "00AD", "2060", "202E", "2066", "2028", "0085", "001B", "007F"
  })
  void whatNobodySeesIsWrittenOut(String code) {
    String character = Character.toString(Integer.parseInt(code, 16));
    assertThat(Visible.of("a" + character + "b")).isEqualTo("a\\u" + code + "b");
    assertThat(Visible.of(character)).isEqualTo("\\u" + code);
  }

  @Test
  void joinersStayBetweenTwoThatTheyJoin() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69";
    assertThat(Visible.of(family)).isSameAs(family);
    assertThat(Visible.of("a\u200D")).isEqualTo("a\\u200D");
    assertThat(Visible.of("a\u200D\u200Db")).isEqualTo("a\\u200D\\u200Db");
  }

  @Test
  void halfACharacterIsWrittenOut() {
    assertThat(Visible.of("a\uD83D")).isEqualTo("a\\uD83D");
    assertThat(Visible.of("\uDC68b\uDC68")).isEqualTo("\\uDC68b\\uDC68");
  }

  @Test
  void spacesAreSeenButWhereTextsAreCompared() {
    assertThat(Visible.of("a\u00A0b c")).isEqualTo("a\u00A0b c");
    assertThat(Visible.withSpaces("a\u00A0b c")).isEqualTo("a\\u00A0b c");
  }

  @Test
  void aQuoteIsOfABoundedLength() {
    assertThat(Visible.quoted("x".repeat(40))).isEqualTo('"' + "x".repeat(40) + '"');
    assertThat(Visible.quoted("x".repeat(41))).isEqualTo('"' + "x".repeat(40) + "...\"");
    assertThat(Visible.quoted("a\nb")).isEqualTo("\"a\\u000Ab\"");
  }
}
