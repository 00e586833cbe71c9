package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An undo deletes nobody in whose extra columns something was set since, and keeps what it was. */
class ExtraUndoTest {

  private static final String USERS = "select username, full_name from users order by username";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  private void begin(DatabaseKind kind) {
    workspace = kind.empty(folder);
    done("ann and bob", "username\nann\nbob\n", "");
    Ended added = workspace.run("schema", "add-column", "full_name", "text");
    assertThat(added.exitCode()).as(added.said()).isZero();
  }

  private void done(String job, String rows, String more) {
    workspace.write("in.csv", rows);
    workspace.write(
        "job.yaml",
        "import:\n  name: %s\n  from: %s\n%s".formatted(job, workspace.path("in.csv"), more));
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whoGotAnExtraColumnFromALaterRunStays(DatabaseKind kind) {
    begin(kind);
    done("names", "username,Name\nann,Ann\n", "  extra: { full_name: Name }\n");
    Ended undone = workspace.run("runs", "undo", "1");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertThat(undone.out()).contains("\"ann\" has another full_name than run 1 left");
    assertThat(workspace.database().rows(USERS)).containsExactly("\"ann\", \"Ann\"");

    Ended forced = workspace.run("runs", "undo", "1", "--force");
    assertThat(forced.exitCode()).as(forced.said()).isNotZero();
    assertThat(workspace.run("runs", "undo", "3").exitCode()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly("\"ann\", \"Ann\"", "\"bob\", null");
    Ended all = workspace.run("runs", "undo", "1", "--force");
    assertThat(all.exitCode()).as(all.said()).isZero();
    assertThat(workspace.database().users()).isEmpty();
    assertThat(workspace.run("runs", "undo", "last").exitCode()).isZero();
    assertThat(workspace.database().rows(USERS))
        .containsExactly("\"ann\", \"Ann\"", "\"bob\", null");
  }

  @ParameterizedTest
  @EnumSource
  void whoGotOneFromAnotherProgramStays(DatabaseKind kind) {
    begin(kind);
    done("more", "username\ncy\ndan\n", "");
    workspace.database().execute("update users set full_name = 'Cy' where username = 'cy'");
    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertThat(undone.out()).contains("\"cy\" has another full_name than run 2 left");
    assertThat(workspace.database().rows(USERS))
        .containsExactly("\"ann\", null", "\"bob\", null", "\"cy\", \"Cy\"");
  }

  @ParameterizedTest
  @EnumSource
  void whoseSecretALaterRunHasSetStays(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.run("schema", "add-column", "pw", "text");
    done("all", "username,pw\nann,s1\nbob,s2\n", "  secret: [pw]\n");
    done("secrets", "username,pw\nann,s3\n", "  secret: [pw]\n");
    Ended undone = workspace.run("runs", "undo", "1");
    assertThat(undone.exitCode()).as(undone.said()).isEqualTo(3);
    assertThat(undone.out()).contains("\"ann\" has another pw than run 1 left");
    assertThat(workspace.database().rows("select username, pw from users"))
        .containsExactly("\"ann\", \"s3\"");
  }

  /** Whoever undoes runs from the last to the first is told of nobody. */
  @ParameterizedTest
  @EnumSource
  void whatWasUndoneIsNoReasonToStay(DatabaseKind kind) {
    workspace = kind.empty(folder);
    workspace.run("schema", "add-column", "pw", "text");
    workspace.run("schema", "add-column", "full_name", "text");
    String more = "  secret: [pw]\n  extra: { full_name: Name }\n";
    done("all", "username,pw,Name\nann,s1,\nbob,s2,Bob\n", more);
    done("more", "username,pw,Name\nann,s3,Ann\nbob,,Rob\n", more);
    for (String run : new String[] {"2", "1"}) {
      Ended undone = workspace.run("runs", "undo", run);
      assertThat(undone.exitCode()).as(undone.said()).isZero();
    }
    assertThat(workspace.database().users()).isEmpty();
  }
}
