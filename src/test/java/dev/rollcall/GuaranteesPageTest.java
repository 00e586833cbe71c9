package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guarantees and their proof name the tests that hold them; those tests must be there. */
class GuaranteesPageTest {

  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT|Fuzz))(?:\\.(\\w+))?`");
  private static final int FEWEST = 30;

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String name : List.of("guarantees.md", "proof.md", "security.md")) {
      String page = Files.readString(Path.of("src/docs", name));
      List<MatchResult> named = NAMED.matcher(page).results().toList();
      assertThat(named).as(name).hasSizeGreaterThan(FEWEST);
      for (MatchResult test : named) {
        String source = source(test.group(1));
        if (source.isEmpty()
            || test.group(2) != null && !source.contains(" void " + test.group(2) + "(")) {
          missing.add(name + ": " + test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static String source(String test) throws IOException {
    StringBuilder source = new StringBuilder();
    try (Stream<Path> files = Files.walk(TESTS)) {
      // Two packages may have tests of one name.
      for (Path file : files.filter(each -> each.endsWith(Path.of(test + ".java"))).toList()) {
        source.append(Files.readString(file));
      }
    }
    return source.toString();
  }
}
