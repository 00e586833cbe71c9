package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slips of the hand: one line says what is wrong, what was most likely meant, and what to do. */
class WrongUsageTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "imprt users.csv| there is no command imprt; did you mean import? see rollcall --help",
        "frobnicate| there is no command frobnicate; see rollcall --help",
        "complet| there is no command complet; did you mean completion? see rollcall --help",
        "users shwo ada| there is no command shwo; did you mean show? see rollcall users --help",
        "runs| which command? runs list, runs show RUN, runs undo RUN or runs prune; see rollcall runs --help",
        "import --chnk=5 u.csv|"
            + " there is no option --chnk; did you mean --chunk? see rollcall import --help",
        "runs list --limt 5|"
            + " there is no option --limt; did you mean --limit? see rollcall runs list --help",
        "import u.csv --plan plan.json|"
            + " there is no option --plan; did you mean --planned? see rollcall import --help",
        "import u.csv --ping:https://monitor.example.org/secret|"
            + " --ping and its value are parted by a blank or =; see rollcall import --help",
        "import u.csv --pnig=https://monitor.example.org/secret|"
            + " there is no option --pnig; did you mean --ping? see rollcall import --help",
        "import| FILE is missing: rollcall import users.csv; see rollcall import --help",
        "run| JOB is missing: rollcall run nightly; see rollcall run --help",
        "retry| RUN is missing: rollcall retry 4; see rollcall retry --help",
        "import u.csv --db| --db needs DB; see rollcall import --help",
        "runs show 1 2| \"2\" is one argument too many; see rollcall runs show --help",
        "import u.csv --mode uspert|"
            + " --mode must be upsert, insert, update or mirror, not \"uspert\";"
            + " did you mean \"upsert\"? see rollcall import --help",
        "report users --run 1|"
            + " --run does not go with users, which takes --level-min, --level-max;"
            + " see rollcall report --help",
      })
  void aSlipIsSaidWithWhatWasMeant(String words, String line) {
    List<String> command = new ArrayList<>();
    command.addAll(Arrays.asList(words.split(" ", -1)));
    Ended ended = RollcallProgram.run(workspace.path("none.json"), new byte[0], command);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo("rollcall: " + line + "\n");
    assertThat(ended.out()).isEmpty();
  }

  /** What Java puts for bytes that it can't read would be another user's name. */
  @Test
  void anArgumentThatIsNoTextIsRefused() {
    Ended ended = workspace.run("users", "add", "j\uFFFDrg");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("is not UTF-8");
    assertThat(workspace.names()).isEmpty();
  }

  /** The names are those of the jobs that come with the program, in whose folder tests run. */
  @Test
  void ofAJobThatIsNotThereTheNearestIsNamed() {
    assertThat(said("run", "import-uesrs"))
        .contains("Z import-uesrs: there is no such job file")
        .contains(" in " + Path.of("jobs").toAbsolutePath() + ";")
        .contains("did you mean \"import-users\"?");
    assertThat(said("run", "level-repor")).contains("did you mean \"level-report\"?");
    String folder = workspace.path("nightly.yaml").getParent() + "/";
    workspace.write("nightly.yaml", "import: { from: users.csv }\n");
    for (String slip : List.of("nightl", "nihgtly.yaml", "nightly")) {
      assertThat(said("run", folder + slip))
          .contains("did you mean \"" + folder + "nightly.yaml\"?");
    }
    assertThat(said("run", "no-such-job")).contains("check the name");
  }

  @ParameterizedTest
  @CsvSource({"import-users", "jobs/import-users.yaml", "nothing.yml"})
  void aJobIsNotTakenForUsers(String job) {
    assertThat(said("import", job))
        .isEqualTo(
            "rollcall: %s is a job; did you mean rollcall run %s? see rollcall import --help\n"
                .formatted(job, job));
  }

  @Test
  void aHeaderThatNothingDividesIsSaidToBeOneColumn() {
    workspace.write("users.csv", "username level\nada 1\n");
    assertThat(workspace.importFile("users.csv").err())
        .contains("the header is one column, username level; divide the columns by , ; | ^ or tab")
        .contains("--columns username=…");
    workspace.write("users.csv", "login,level\nada,1\n");
    assertThat(workspace.importFile("users.csv").err())
        .contains("the header has login, level; name it: --columns username=…");
  }

  private String said(String command, String argument) {
    Ended ended = workspace.run(command, argument);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    return ended.err();
  }

  @Test
  void aFileWhoseNameLooksLikeAnOptionIsNamedAfterTwoDashes() {
    // Found from the folder in which the command runs.
    Path file = Path.of("-" + System.nanoTime() + ".csv");
    try {
      Files.writeString(file, "username\nann\n");
      Ended ended = workspace.run("import", file.toString());
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err()).contains(file + " looks like an option; write -- before it");
      assertThat(workspace.run("import", "--", "none.csv", file.toString()).err())
          .doesNotContain("looks like an option");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      file.toFile().delete();
    }
  }
}
