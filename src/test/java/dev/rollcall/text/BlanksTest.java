package dev.rollcall.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlanksTest {

  /** What Unicode calls white space, and what it calls format, but for marks that are seen. */
  private static final String BLANK =
      "[\\p{IsWhite_Space}\\p{Cf}&&[\\x{0}-\\x{FFFF}]"
          + "&&[^\\x{600}-\\x{605}\\x{6DD}\\x{70F}\\x{890}\\x{891}\\x{8E2}]]";

  private static final Pattern BLANKS = Pattern.compile(BLANK);
  private static final Pattern SURROUNDING = Pattern.compile("^" + BLANK + "+|" + BLANK + "+$");
  private static final Pattern SPACES = Pattern.compile("\\p{IsWhite_Space}");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  @Test
  void blanksAreSpacesAndWhatNobodySees() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String character = Character.toString(c);
      assertThat(Blanks.isBlank((char) c))
          .as("U+%04X", c)
          .isEqualTo(BLANKS.matcher(character).matches());
      assertThat(Blanks.anySpaceIn("a" + character + "b"))
          .as("U+%04X", c)
          .isEqualTo(SPACES.matcher(character).matches());
      assertThat(Blanks.anyControlIn("a" + character + "b"))
          .as("U+%04X", c)
          .isEqualTo(CONTROLS.matcher(character).matches());
    }
  }

  /** Of those that people have found at the ends of names. */
  @ParameterizedTest
  @ValueSource(chars = {'\u200b', '\u200e', '\ufeff', '\u00ad', '\u2060', '\u202c', '\u200d'})
  void aCharacterThatNobodySeesIsABlankAtTheEndsAndStaysInside(char unseen) {
    assertThat(Blanks.strip(unseen + "a" + unseen + "b" + unseen)).isEqualTo("a" + unseen + "b");
  }

  @Test
  void onlySurroundingBlanksAreTakenOff() {
    List<String> pieces =
        List.of(" ", "\u00a0", "\u2003", "\u3000", "\t", "\r\n", "a", "\u200b", "\ufeff", "😀");
    Seeds.each(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(7); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
          }
          assertThat(Blanks.strip(text.toString()))
              .isEqualTo(SURROUNDING.matcher(text).replaceAll(""));
        });
  }
}
