package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read who ask for help. */
class HelpTest {

  private static final int COLUMNS = 80;

  @TempDir Path folder;

  @Test
  void aCallWithoutACommandIsHelped() {
    Ended ended = run();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).isEqualTo(run("--help").out()).isEqualTo(run("help").out());
    assertThat(ended.out())
        .contains("import", "retry", "completion", "Environment")
        .contains("ROLLCALL_DB", "JAVA_HOME", "ROLLCALL_JAVA_OPTS", "ROLLCALL_ARCHIVE");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(run("help", "import").out()).isEqualTo(run("import", "--help").out());
    assertThat(run("help", "users", "set-level").out())
        .isEqualTo(run("users", "set-level", "--help").out())
        .contains("Usage: rollcall users set-level");
    Ended unknown = run("help", "imprt");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no command imprt; did you mean import?");
  }

  @Test
  void optionsAreInGroups() {
    String help = run("import", "--help").out();
    assertThat(help.lines().filter(line -> line.matches("[A-Z][a-z]+")))
        .containsExactly(
            "Options", "Reading", "Meaning", "Safety", "Repeating", "Output", "Examples");
    assertThat(help.indexOf("--charset"))
        .isBetween(help.indexOf("\nReading"), help.indexOf("\nMeaning"));
    assertThat(help).doesNotContain("--version");
  }

  @ParameterizedTest
  @MethodSource("dev.rollcall.cli.CommandWords#all")
  void everyCommandSaysWhatItDoesWithExamplesAndExitCodes(String words) {
    List<String> command = new ArrayList<>();
    if (!words.isEmpty()) {
      command.addAll(Arrays.asList(words.split(" ", -1)));
    }
    command.add("--help");
    Ended ended = run(command.toArray(String[]::new));
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .contains("Usage: rollcall", "\nExamples\n  ", "\nExit codes: 0 done, 1 failed");
    assertThat(ended.out().lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(ended.out().lines().filter(line -> line.matches(" +-.*  [a-z].*")))
        .as("descriptions begin with a verb, like a sentence")
        .isEmpty();
  }

  private Ended run(String... words) {
    return RollcallProgram.run(folder.resolve("none.json"), new byte[0], List.of(words));
  }
}
