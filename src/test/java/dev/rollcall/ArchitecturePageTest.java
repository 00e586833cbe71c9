package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever goes by the page on the architecture finds what it speaks of. */
class ArchitecturePageTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern SPREAD =
      Pattern.compile("^\\| [^|]+ \\| `([\\w.]+)`[^|]* \\| (\\d+) \\|$", Pattern.MULTILINE);
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Path PAGE = Path.of("src/docs/architecture.md");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z][A-Za-z]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");

  @Test
  void thePackagesAreThoseThatTheBuildKnows() throws IOException {
    Map<String, Set<String>> documented = new LinkedHashMap<>();
    for (List<String> row : DocumentedTable.read(PAGE).rows()) {
      Set<String> known =
          Arrays.stream(row.get(2).split(", ", -1))
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toSet());
      documented.put(row.get(0).replace("`", ""), known);
    }
    assertThat(documented).isEqualTo(ArchitectureTest.MAY_KNOW);
  }

  @Test
  void everyClassThatIsNamedIsThere() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> classes.add(name.replace(".java", "")));
    }
    Set<String> named =
        CLASS
            .matcher(Files.readString(PAGE))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(classes).containsAll(named);
  }

  /** Whoever spreads a thing further, or gathers it, says so on the page. */
  @Test
  void thingsAreSpreadAsFarAsThePageSays() throws IOException {
    Map<String, Long> said = new LinkedHashMap<>();
    Map<String, Long> counted = new LinkedHashMap<>();
    for (MatchResult row : SPREAD.matcher(Files.readString(PAGE)).results().toList()) {
      String name = row.group(1);
      Path leftOut = MAIN.resolve(name.replace('.', '/'));
      said.put(name, Long.valueOf(row.group(2)));
      try (Stream<Path> files = Files.walk(MAIN)) {
        counted.put(
            name,
            files
                .filter(file -> file.toString().endsWith(".java") && !file.startsWith(leftOut))
                .filter(file -> names(file, name))
                .count());
      }
    }
    assertThat(said).hasSizeGreaterThan(5).isEqualTo(counted);
  }

  private static boolean names(Path file, String word) {
    try {
      String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
      return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(code).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linksOfAllPagesLeadSomewhere() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.list(PAGE.getParent())) {
      pages = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    for (Path page : pages) {
      LINK.matcher(Files.readString(page))
          .results()
          .map((MatchResult link) -> link.group(1).replaceFirst("#.*", ""))
          .forEach(link -> assertThat(page.resolveSibling(link)).as("link on %s", page).exists());
    }
  }
}
