package dev.rollcall.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One of a thing is no things. */
class CountedTest {

  /** A number from outside, right before more than one of what is counted. */
  private static final Pattern BY_HAND =
      Pattern.compile(
          "%,?d (more |relative |other |existing |of the )?"
              + "(rows|users|levels|rejects|changes|runs|others|restarts|columns|migrations)\\b"
              + "|\\+ \" (more |relative |other |existing )?"
              + "(rows|users|levels|rejects|changes|runs|others|restarts|columns|migrations)\\b");

  @Test
  void onlyOneIsOne() {
    assertThat(Counted.of(0, "row")).isEqualTo("0 rows");
    assertThat(Counted.of(1, "row")).isEqualTo("1 row");
    assertThat(Counted.of(2_000, "relative level")).isEqualTo("2,000 relative levels");
  }

  @Test
  void whatIsSaidIsCountedHere() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.stream().filter(line -> BY_HAND.matcher(line).find()))
            .as(file.toString())
            .allMatch(line -> isConstant(line));
      }
    }
  }

  /** Of a number that is fixed, and is not one; of none; and what is said to programmers. */
  private static boolean isConstant(String line) {
    return Stream.of("DEEPEST", "kind.word()", "refused == 1", "behind an", "IllegalArgument")
        .anyMatch(line::contains);
  }
}
