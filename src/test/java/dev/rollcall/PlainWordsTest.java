package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people read says the field's words: messages, help, documentation and comments. {@code
 * architecture.md} lists the words that the project keeps to; here are some that it does without.
 */
class PlainWordsTest {

  /** Each with the words to say instead. Whole words only, so that "standard" is none of them. */
  private static final List<Retired> RETIRED =
      List.of(
          new Retired("mend(s|ed|ing)?", "fix, correct"),
          new Retired("bring(s|ing)?|brought", "import, apply, return"),
          new Retired(
              "(take|takes|taking|took|taken) ((it|them|runs|users|changes) )?back", "undo"),
          new Retired("stand(s|ing)?|stood", "is, means"),
          new Retired("so (many|long)", "this many, how many, up to"),
          new Retired("by then", "when, before"),
          new Retired("(goes|go|gone|going) on with", "continue"),
          new Retired("(is|are|was) not heard", "is ignored"));

  /** What migrations say is part of their checksum: it can't be changed. */
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  private static final List<Path> READ =
      List.of(Path.of("README.md"), Path.of("src/docs"), Path.of("src/main"), Path.of("jobs"));

  private static final Pattern TEXT = Pattern.compile(".*\\.(md|json|java|sql|mustache|yaml|sh)");

  /** A line's end, and the mark with which a comment goes on in the next. */
  private static final Pattern LINE_END = Pattern.compile("\\n\\s*(\\*|//|#|--)?\\s*");

  private record Retired(String words, String instead) {

    private Pattern pattern() {
      return Pattern.compile("(?i)(?<![\\w-])(" + words + ")(?![\\w(-])");
    }

    private List<String> findIn(String text) {
      List<String> found = new ArrayList<>();
      Matcher matcher = pattern().matcher(text);
      while (matcher.find()) {
        int from = Math.max(0, matcher.start() - 40);
        int to = Math.min(text.length(), matcher.end() + 40);
        found.add("… " + text.substring(from, to) + " …");
      }
      return found;
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsReadDoesWithout() {
    return RETIRED.stream()
        .map(retired -> DynamicTest.dynamicTest(retired.words, () -> isNowhere(retired)));
  }

  private static void isNowhere(Retired retired) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      retired.findIn(text(file)).forEach(words -> found.add(file + ": " + words));
    }
    assertThat(found).as("say %s instead of %s", retired.instead, retired.words).isEmpty();
  }

  @Test
  void wholeWordsAreFoundAndNothingElse() {
    String text =
        LINE_END
            .matcher("understand the standard amendments\n   * and recommend what is\n * mended")
            .replaceAll(" ");
    assertThat(RETIRED.stream().flatMap(retired -> retired.findIn(text).stream()).toList())
        .hasSize(1)
        .allMatch(found -> found.contains("what is mended"));
  }

  private static String text(Path file) throws IOException {
    return LINE_END.matcher(Files.readString(file)).replaceAll(" ");
  }

  private static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>();
    for (Path root : READ) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> TEXT.matcher(file.toString()).matches() || isLauncher(file))
            .filter(file -> !file.startsWith(MIGRATIONS))
            .forEach(texts::add);
      }
    }
    assertThat(texts).hasSizeGreaterThan(300);
    return texts;
  }

  private static boolean isLauncher(Path file) {
    return file.endsWith(Path.of("launcher/rollcall"));
  }
}
