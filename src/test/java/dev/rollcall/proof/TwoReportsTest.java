package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write one file at a time: each ends well, and the file is that of one of them. */
class TwoReportsTest {

  private static final int USERS = 20_000;

  @TempDir Path folder;

  @Test
  void theLaterReportOfOneNameReplacesTheEarlierAsAWhole() {
    Workspace workspace = new Workspace(folder);
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int i = 0; i < USERS; i++) {
      rows.append("user").append(i).append(',').append(i % 7).append('\n');
    }
    workspace.write("users.csv", rows.toString());
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    List<String> wholes = new ArrayList<>();
    for (String report : List.of("users", "changes")) {
      String file = folder.resolve(report + ".csv").toString();
      assertThat(workspace.run("report", report, "--out", file).exitCode()).isZero();
      wholes.add(workspace.read(report + ".csv"));
    }
    List<ChildProgram> children = new ArrayList<>();
    for (String report : List.of("users", "changes")) {
      children.add(workspace.start("report", report, "--out", "same.csv", "--db", "users.db"));
    }
    for (ChildProgram child : children) {
      try (child) {
        assertThat(child.end().exitCode()).isZero();
        assertThat(wholes.contains(workspace.read("same.csv"))).isTrue();
      }
    }
    assertThat(workspace.namesEndingIn(".part")).isEmpty();
  }
}
