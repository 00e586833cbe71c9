package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.proof.InboxSender.Content;
import dev.rollcall.proof.InboxSender.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds what has become of an inbox's files against what their sender knows. */
record InboxJudge(Workspace workspace, List<Content> contents) {

  void judge() throws IOException {
    Map<String, Integer> turns = turns();
    List<Content> imported = new ArrayList<>();
    for (Content content : contents) {
      boolean isImported = turns.containsKey(content.sha256);
      if (content.fate != Fate.PERHAPS) {
        assertThat(isImported)
            .as("%s of %s is imported", content.user, content.name)
            .isEqualTo(content.fate == Fate.IMPORTED);
      }
      if (isImported) {
        imported.add(content);
      }
    }
    assertThat(turns).as("imported").hasSameSizeAs(imported);
    judgeTurns(imported, turns);
    judgeUsers(imported, turns);
    judgeFiles(imported);
  }

  /** The place of each content among the runs; a run that was begun keeps its number. */
  private Map<String, Integer> turns() {
    Map<String, Integer> turns = new HashMap<>();
    for (String sha256 :
        workspace
            .database()
            .rows(
                "select source_sha256 from rollcall_runs where job = 'hr'"
                    + " and status like 'COMPLETED%' order by id")) {
      Integer before = turns.put(sha256.replace("\"", ""), turns.size());
      assertThat(before).as("%s was imported before", sha256).isNull();
    }
    return turns;
  }

  private static void judgeTurns(List<Content> imported, Map<String, Integer> turns) {
    for (Content one : imported) {
      for (Content other : imported) {
        boolean inTurn = one.whole < other.whole && one.name.compareTo(other.name) < 0;
        if (inTurn || one.name.equals(other.name) && one.whole < other.whole) {
          assertThat(turns.get(one.sha256))
              .as("%s before %s", one.name, other.name)
              .isLessThan(turns.get(other.sha256));
        }
      }
    }
  }

  private void judgeUsers(List<Content> imported, Map<String, Integer> turns) {
    List<String> users =
        workspace
            .database()
            .rows(
                "select username from users where username like 'user%' and instr(username, 'x')=0");
    assertThat(users)
        .containsExactlyInAnyOrderElementsOf(
            imported.stream().map(content -> '"' + content.user + '"').toList());
    long sums = imported.stream().filter(content -> content.relative).count();
    List<String> sum = workspace.database().rows("select level from users where username = 'sum'");
    assertThat(sum).isEqualTo(sums == 0 ? List.of() : List.of(Long.toString(1 + sums)));
    imported.stream()
        .max((one, other) -> turns.get(one.sha256) - turns.get(other.sha256))
        .ifPresent(
            newest ->
                assertThat(
                        workspace
                            .database()
                            .rows("select level from users where username = 'last'"))
                    .as("as %s has it", newest.name)
                    .containsExactly(
                        newest.text.lines().skip(2).findFirst().orElseThrow().substring(5)));
  }

  /** Each that was imported is among the done, once, with its summary; nothing is anywhere else. */
  private void judgeFiles(List<Content> imported) throws IOException {
    Path in = workspace.path("in");
    List<String> done = new ArrayList<>();
    try (Stream<Path> files = Files.walk(in)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = in.relativize(file).toString();
        if (name.startsWith("done/") && name.endsWith(".csv")) {
          done.add(InboxSender.sha256(file));
          assertThat(file.resolveSibling("rollcall.summary.json")).content().contains("COMPLETED");
        } else {
          assertThat(name).matches("(done|failed)/[^/]*/.*|\\.rollcall/hr/(lock|stopped)");
          assertThat(name).doesNotEndWith(".csv");
        }
      }
    }
    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(
            imported.stream().map(content -> content.sha256).toList());
  }
}
