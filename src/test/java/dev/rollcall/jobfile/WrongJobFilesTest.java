package dev.rollcall.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Job files that are wrong, and beside each what is to be said about it: all of it at once, each
 * with its line and column. With {@code -Drollcall.golden=write} what is said now is written down,
 * to be read before it is committed.
 */
class WrongJobFilesTest {

  private static final Path FOLDER = Path.of("src/test/resources/jobfile/wrong");
  private static final boolean WRITE = "write".equals(System.getProperty("rollcall.golden"));

  /** All other variables are not set. */
  private static final Map<String, String> ENVIRONMENT = Map.of("EMPTY", "");

  @TestFactory
  Stream<DynamicTest> everythingThatIsWrongIsSaidWithItsPlace() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(files).as("job files in %s", FOLDER).isNotEmpty();
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    Failure failure = catchThrowableOfType(Failure.class, () -> JobFile.read(file, ENVIRONMENT));
    assertThat(failure).as("the failure").isNotNull();
    assertThat(failure.problems()).extracting(Problem::code).containsOnly(ProblemCode.JOB_FILE);
    String said =
        failure.problems().stream()
            .map(problem -> problem.toString().replace(FOLDER + "/", "") + "\n")
            .collect(Collectors.joining());
    Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".txt"));
    if (WRITE) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }
}
