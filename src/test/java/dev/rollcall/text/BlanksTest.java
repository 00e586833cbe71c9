package dev.rollcall.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BlanksTest {

  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}");
  private static final Pattern SURROUNDING =
      Pattern.compile("^\\p{IsWhite_Space}+|\\p{IsWhite_Space}+$");

  @Test
  void blanksAreWhatUnicodeCallsWhiteSpace() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      assertThat(Blanks.isBlank(c))
          .as("U+%04X", c)
          .isEqualTo(WHITE_SPACE.matcher(Character.toString(c)).matches());
    }
  }

  @Test
  void onlySurroundingBlanksAreTakenOff() {
    List<String> pieces =
        List.of(" ", "\u00a0", "\u2003", "\u3000", "\t", "\r\n", "a", "\u200b", "😀");
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
