package dev.rollcall.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GlobTest {

  private static final String[] PIECES = {
    "a", "b", "-", ".", "/", "*", "**", "?", "[ab]", "[!a]", "[a-c]", "[!-]", "[^a]", "[&&b]", "{",
    "}", ",", "\\*", "\\a", "{a,b*}", "{a/,}", "{[,],b}", "ü", "😀", "[😀]"
  };

  private static final String[] NAMES = {"a", "b", "c", "-", ".", "/", "*", "^", "&", "ü", "😀"};

  @Test
  void itMatchesWhatJavaDoes() {
    Seeds.each(20_000, random -> compare(text(PIECES, 6, random), text(NAMES, 6, random)));
  }

  private static void compare(String pattern, String name) {
    PathMatcher theirs;
    try {
      theirs = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      assertThatThrownBy(() -> new Glob(pattern)).isInstanceOf(PatternSyntaxException.class);
      return;
    }
    assertThat(new Glob(pattern).matches(Path.of(name)))
        .as("%s matches %s", pattern, name)
        .isEqualTo(theirs.matches(Path.of(name)));
  }

  private static String text(String[] pieces, int most, Random random) {
    StringBuilder text = new StringBuilder();
    for (int more = 1 + random.nextInt(most); more > 0; more--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  @Test
  @Timeout(20)
  void manyStarsTakeNoLongerThanFew() {
    Path name = Path.of("a".repeat(250));
    assertThat(new Glob("*a".repeat(100) + "b").matches(name)).isFalse();
    assertThat(new Glob("**a".repeat(100) + "/*b").matches(name)).isFalse();
    assertThat(new Glob("*a".repeat(100)).matches(name)).isTrue();
  }

  @Test
  void tooManyAlternativesAreNoPattern() {
    assertThatThrownBy(() -> new Glob("{a,b}".repeat(40)))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining("more than 1,000");
  }
}
