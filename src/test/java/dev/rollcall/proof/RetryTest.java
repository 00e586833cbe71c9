package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mended rejects come back as the rows of the input that they were, whatever people do to them. */
class RetryTest {

  private static final String REJECTS = "rejects.csv";

  @TempDir Path folder;

  /**
   * Spreadsheets sort, and rows get copied; with rules of its own, the database is met in order.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOrderOfTheFixedFileChangesNothingAndNeitherDoARowThatIsThereTwice(boolean rules) {
    int[] cases = {0};
    Seeds.each(
        4,
        random -> {
          Workspace workspace =
              new Workspace(Files.createDirectory(folder.resolve("case" + cases[0]++)));
          workspace.write("users.csv", "username,level\nann,5\nbob,5\n");
          assertThat(workspace.importFile("users.csv").exitCode()).isZero();
          if (rules) {
            workspace.database().execute("create unique index ours on users (email)");
          }
          workspace.write("more.csv", "username,level\nann,1x\nbob,x\nann,+2x\nbob,x\nann,+3x\n");
          Path file = workspace.path(REJECTS);
          String[] flags = {"--rejects", file.toString(), "--max-rejects", "100%"};
          assertThat(workspace.importFile("more.csv", flags).exitCode()).isEqualTo(3);
          List<String> lines = new ArrayList<>(workspace.read(REJECTS).lines().toList());
          String header = lines.remove(0);
          lines.replaceAll(line -> line.replace("x", line.startsWith("bob") ? "+1" : ""));
          lines.add(lines.get(random.nextInt(lines.size())));
          Collections.shuffle(lines, random);
          workspace.write(REJECTS, header + "\n" + String.join("\n", lines) + "\n");

          Ended ended = workspace.run("retry", "2");

          assertThat(ended.exitCode()).as(ended.said()).isZero();
          assertThat(ended.out()).contains("1 rows left out: a row before them has the same _line");
          // In the order of the input: set to 1, then raised by 2 and by 3.
          assertThat(workspace.database().rows("select username, level from users order by 1"))
              .containsExactly("\"ann\", 6", "\"bob\", 7");
        });
  }

  @Test
  void fixedRejectsOfAMirrorRemoveNobody() {
    Workspace workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nann,1\nbob,2\ncyd,x\n");
    Path file = workspace.path(REJECTS);
    Ended first =
        workspace.importFile("users.csv", "--mode", "mirror", "--rejects", file.toString());
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    workspace.write(REJECTS, workspace.read(REJECTS).replaceFirst(",x,", ",3,"));
    Ended ended = workspace.run("retry", "1");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ann\", 1", "\"bob\", 2", "\"cyd\", 3");
  }

  /** The file has one row, and more of another delimiter in it than of its own. */
  @Test
  void ofInputWithoutAHeaderTheDelimiterIsFoundByTheCodeOfTheReject() {
    Workspace workspace = new Workspace(folder);
    workspace.write("users.csv", "ann,1\nbob,1\n\";;;;;;;;cyd\",x\n");
    Path file = workspace.path(REJECTS);
    String columns = "username=1,level=2";
    Ended first =
        workspace.importFile(
            "users.csv", "--no-header", "--columns", columns, "--rejects", file.toString());
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    workspace.write(REJECTS, workspace.read(REJECTS).replaceFirst(",x,", ",7,"));
    Ended ended = workspace.run("retry", "1");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(workspace.database().rows("select level from users where username like ';%'"))
        .containsExactly("7");
  }
}
