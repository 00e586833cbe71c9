package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.cli.CommandWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

  @ParameterizedTest
  @MethodSource("dev.rollcall.cli.CommandWords#all")
  void noWordIsBrokenAndNoLineIsWiderThanTheTerminal(String words) {
    for (int columns : new int[] {60, 80, 100}) {
      System.setProperty("rollcall.columns", Integer.toString(columns));
      List<String> command = new ArrayList<>(Arrays.asList(words.split(" ", -1)));
      command.remove("");
      command.add("--help");
      String help = run(command.toArray(String[]::new)).out();
      assertThat(help.lines()).as("%d columns", columns).allMatch(line -> line.length() <= columns);
      assertThat(Arrays.asList(help.split("\\s+", -1)))
          .as("%d columns", columns)
          .containsAll(CommandWords.ofHelp(words));
      assertThat(
              help.lines().dropWhile(line -> !line.isEmpty()).filter(line -> !line.startsWith(" ")))
          .as("only headings and sentences begin at the left, %d columns", columns)
          .allMatch(line -> line.isEmpty() || line.matches("[A-Z][a-z]+|Exit codes: .*|Usage: .*"));
    }
  }

  @AfterEach
  void widthAsItWas() {
    System.clearProperty("rollcall.columns");
  }

  private Ended run(String... words) {
    return RollcallProgram.run(folder.resolve("none.json"), new byte[0], List.of(words));
  }
}
