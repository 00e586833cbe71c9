package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ends arguments about style that the formatter leaves open. */
class TidyTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");

  /** Past this, a class most likely does two things. */
  private static final int MOST_LINES = 300;

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Misc|Impl)\\.java");

  private static List<Path> main = List.of();
  private static List<Path> all = List.of();

  @BeforeAll
  static void findSources() throws IOException {
    main = sources(MAIN);
    all = new ArrayList<>(main);
    all.addAll(sources(TEST));
    assertThat(main).as("sources below %s", MAIN.toAbsolutePath()).isNotEmpty();
  }

  @Test
  void classesAreShort() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : main) {
      int lines = Files.readAllLines(source).size();
      if (lines > MOST_LINES) {
        found.add(source + " has " + lines + " lines");
      }
    }
    assertThat(found).as("classes of more than %d lines", MOST_LINES).isEmpty();
  }

  @Test
  void namesSaySomething() {
    assertThat(all)
        .as("classes named for a role instead of a thing")
        .noneMatch(source -> EMPTY_NAME.matcher(source.toString()).matches());
  }

  @Test
  void everyPackageSaysWhyItExists() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : main) {
      Path info = source.resolveSibling("package-info.java");
      if (!Files.exists(info) || !Files.readString(info).startsWith("/**")) {
        found.add(info.toString());
      }
    }
    assertThat(found).as("package-info that is missing or starts without a comment").isEmpty();
  }

  @Test
  void importsNameWhatTheyUse() throws IOException {
    assertThat(linesThatMatch("import (static )?[\\w.]+\\.\\*;")).as("wildcard imports").isEmpty();
  }

  /** In Turkish an I has no dot when small, in Arabic a 1 is no ASCII digit. */
  @Test
  void noTextDependsOnWhereTheProgramRuns() throws IOException {
    String call = ".*(\\.to(Lower|Upper)Case\\(\\)|String\\.format\\(\"|\\.formatted\\().*";
    assertThat(linesThatMatch(call)).noneMatch(line -> line.startsWith(MAIN.toString()));
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    // In two pieces, or this line would find itself.
    String later = "TO" + "DO|FIX" + "ME|XX" + "X";
    assertThat(linesThatMatch(".*\\b(" + later + ")\\b.*"))
        .as("marks of unfinished work")
        .isEmpty();
  }

  private static List<String> linesThatMatch(String expression) throws IOException {
    Pattern pattern = Pattern.compile(expression);
    List<String> found = new ArrayList<>();
    for (Path source : all) {
      List<String> lines = Files.readAllLines(source);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).matches()) {
          found.add(source + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
