package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to content that comes again, and to work that was left. */
class ExactlyOnceTest {

  private static final String HEADER = "username,level,action\n";

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link ExactlyOnceOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
  }

  @Test
  void contentThatIsDoneIsNotDoneAgainAndNothingIsWritten() {
    deliver("users.csv", "ada,3,", "bob,+1,");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    byte[] before = workspace.database().bytes();
    List<String> names = workspace.names();

    Ended again = workspace.importFile("users.csv");

    assertThat(again.exitCode()).isZero();
    assertThat(again.status()).isEqualTo("ALREADY_DONE");
    assertThat(again.said()).contains("run 1");
    assertThat(workspace.database().bytes()).isEqualTo(before);
    assertThat(workspace.names()).filteredOn(name -> !name.startsWith("summary")).isSubsetOf(names);
  }

  @Test
  void contentWithRejectsThatIsDoneIsNotDoneAgain() {
    deliver("users.csv", "ada,3,", "bob,much,");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    Ended again = workspace.importFile("users.csv");
    assertThat(again.exitCode()).isZero();
    assertThat(again.status()).isEqualTo("ALREADY_DONE");
    assertThat(workspace.namesEndingIn(".rejects.csv")).hasSize(1);
  }

  @Test
  void whatIsNoPartOfTheMeaningMakesNoOtherRun() {
    deliver("users.csv", "ada,+1,", "bob,+1,");
    deliver("renamed.csv", "ada,+1,", "bob,+1,");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    for (List<String> flags :
        List.of(
            List.of("--chunk", "1"),
            List.of("--max-rejects", "5%"),
            List.of("--rejects", workspace.path("mine.csv").toString()),
            List.of("--rollback", "run"),
            List.of("--guard", "delete=1,lower=5%"))) {
      Ended again = workspace.importFile("users.csv", flags.toArray(String[]::new));
      assertThat(again.status()).as(flags.toString()).isEqualTo("ALREADY_DONE");
    }
    assertThat(workspace.importFile("renamed.csv").status()).isEqualTo("ALREADY_DONE");
    assertThat(levels()).containsExactly("\"ada\", 2", "\"bob\", 2");
  }

  @Test
  void againDoesItAgain() {
    deliver("users.csv", "ada,+1,");
    workspace.importFile("users.csv");
    Ended again = workspace.importFile("users.csv", "--again");
    assertThat(again.exitCode()).isZero();
    assertThat(again.status()).isEqualTo("COMPLETED");
    assertThat(levels()).containsExactly("\"ada\", 3");
  }

  @Test
  void aFileThatHasComeBackIsANewRun() {
    for (String level : List.of("1", "2", "1")) {
      deliver("users.csv", "ada," + level + ",");
      Ended ended = workspace.importFile("users.csv");
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.status()).isEqualTo("COMPLETED");
      assertThat(levels()).containsExactly("\"ada\", " + level);
    }
    assertThat(workspace.importFile("users.csv").status()).isEqualTo("ALREADY_DONE");
  }

  @Test
  void aFileIsANewRunOnceAnotherJobHasWritten() {
    deliver("users.csv", "ada,3,");
    workspace.importFile("users.csv");
    deliver("other.csv", "ada,5,");
    workspace.importFile("other.csv", "--job", "other");
    Ended back = workspace.importFile("users.csv");
    assertThat(back.status()).isEqualTo("COMPLETED");
    assertThat(levels()).containsExactly("\"ada\", 3");
  }

  @Test
  void aFileOfRelativeLevelsDeliveredTwiceIsRefused() {
    deliver("raise.csv", "ada,+1,");
    deliver("other.csv", "bob,1,");
    workspace.importFile("raise.csv");
    workspace.importFile("other.csv", "--job", "other");
    List<String> before = levels();

    Ended second = workspace.importFile("raise.csv");

    assertThat(second.exitCode()).isEqualTo(4);
    assertThat(second.status()).isEqualTo("REFUSED");
    assertThat(second.err()).contains("run 1").contains("--again");
    assertThat(levels()).isEqualTo(before);

    assertThat(workspace.importFile("raise.csv", "--again").exitCode()).isZero();
    assertThat(levels()).containsExactly("\"ada\", 3", "\"bob\", 1");
  }

  @Test
  void aRelativeFileThatComesBackAfterAnotherOfItsJobIsRefused() {
    deliver("users.csv", "ada,+1,");
    workspace.importFile("users.csv");
    deliver("users.csv", "ada,5,");
    workspace.importFile("users.csv");
    deliver("users.csv", "ada,+1,");
    Ended second = workspace.importFile("users.csv");
    assertThat(second.exitCode()).isEqualTo(4);
    assertThat(second.err()).contains("run 1");
    assertThat(levels()).containsExactly("\"ada\", 5");
  }

  @Test
  void aChangedDefinitionIsANewRunUnlessLevelsWereRelative() {
    deliver("users.csv", "ada,3,");
    workspace.importFile("users.csv");
    Ended absolute = workspace.importFile("users.csv", "--level-max", "50");
    assertThat(absolute.status()).isEqualTo("COMPLETED");
    assertThat(absolute.numbers("counts")).containsEntry("unchanged", 1L);

    deliver("raise.csv", "ada,+1,");
    workspace.importFile("raise.csv");
    Ended relative = workspace.importFile("raise.csv", "--level-max", "50");
    assertThat(relative.exitCode()).isEqualTo(4);
    assertThat(relative.err()).contains("run 3");
    assertThat(levels()).containsExactly("\"ada\", 4");
    Ended again = workspace.importFile("raise.csv", "--level-max", "50", "--again");
    assertThat(again.status()).isEqualTo("COMPLETED");
    assertThat(levels()).containsExactly("\"ada\", 5");
  }

  @Test
  void anotherJobIsAnotherRun() {
    deliver("users.csv", "ada,3,");
    workspace.importFile("users.csv");
    Ended other = workspace.importFile("users.csv", "--job", "other");
    assertThat(other.status()).isEqualTo("COMPLETED");
    assertThat(other.numbers("counts")).containsEntry("unchanged", 1L);
  }

  /** The job is a part of what a run is, so it is done; but not without a word. */
  @Test
  void relativeLevelsThatAnotherJobHasAppliedAreAppliedWithANote() {
    deliver("raise.csv", "ada,+1,");
    assertThat(workspace.importFile("raise.csv").out()).doesNotContain("imported the same content");
    String note = "run 1 imported the same content, by another job (import), with 1 relative level";
    Ended planned = workspace.planFile("raise.csv", "--job", "other");
    assertThat(planned.out()).contains(note);
    Ended other = workspace.importFile("raise.csv", "--job", "other");
    assertThat(other.status()).isEqualTo("COMPLETED");
    assertThat(other.out()).contains(note);
    assertThat(String.valueOf(other.summary().get("notes"))).contains(note);
    assertThat(levels()).containsExactly("\"ada\", 3");

    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "1").exitCode()).isZero();
    assertThat(workspace.importFile("raise.csv", "--job", "third").out())
        .doesNotContain("imported the same content");
  }

  /**
   * Leaves run 2 at its second row, which is refused: the row of the first user is applied, those
   * of zoe are not.
   */
  private void deliver(String file, String... rows) {
    workspace.write(file, HEADER + String.join("\n", rows) + "\n");
  }

  private List<String> levels() {
    return workspace.database().rows("select username, level from users order by username");
  }
}
