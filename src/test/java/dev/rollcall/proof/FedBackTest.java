package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reject files as they come back: untouched, mixed up, saved otherwise, or in each other's way. */
class FedBackTest {

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link FedBackOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
  }

  @Test
  void aRejectThatNobodyFixedStaysRejectedUnderItsCodeAndMessage() {
    String faults =
        "\"bob\"by,bob@example.com,5\ncy,cy@example.com,1,9\n,x@example.com,1\ndan,dan,1\n"
            + "eve,,many\nfay,,101\nann,,3,\n";
    for (String secret : List.of("", ",secret")) {
      workspace = kind.fresh(folder.resolve("with" + secret));
      String rows = secret.isEmpty() ? faults : faults.replace("\n", ",hunter2\n");
      workspace.write("f.csv", "username,email,level" + secret + "\nann,,1" + secret + "\n" + rows);
      assertEnds(workspace.importFile("f.csv"), 3);
      List<String> users = workspace.database().everything();
      List<String> rejects = rejects(1);
      assertThat(rejects).hasSize(7);
      assertEnds(workspace.run("retry", "1", "--max-rejects", "100%"), 3);
      assertEnds(workspace.run("retry", "2", "--max-rejects", "100%"), 3);
      assertEnds(
          workspace.importFile(workspace.beside(".run-3.rejects.csv"), "--max-rejects", "100%"), 3);
      assertThat(workspace.database().everything()).isEqualTo(users);
      assertThat(List.of(rejects(2), rejects(3), rejects(4))).containsOnly(rejects);
    }
  }

  /** What stood in the way of a row may be gone; who empties its code has it judged anew. */
  @Test
  void aRowWhoseCodeIsEmptiedIsJudgedAnew() {
    workspace.write("f.csv", "username,level,action\nann,3,update\n");
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "100%"), 3);
    assertEnds(workspace.run("users", "add", "ann"), 0);
    assertEnds(workspace.run("retry", "1", "--max-rejects", "100%"), 3);
    String file = workspace.beside(".run-1.rejects.csv");
    workspace.write(file, workspace.read(file).replace("USER_NOT_FOUND", ""));
    assertEnds(workspace.run("retry", "1"), 0);
    assertThat(workspace.database().rows("select level from users")).containsExactly("3");
  }

  @Test
  void aRowThatDoesNotSayWhichRejectItIsIsRejected() {
    workspace.write("f.csv", "username,level\nann,x\nbob,x\ncyd,x\n");
    assertEnds(workspace.importFile("f.csv", "--max-rejects", "100%"), 3);
    String file = workspace.beside(".run-1.rejects.csv");
    String fixed =
        workspace
            .read(file)
            .replace("ann,x", "ann,+1")
            .replace("bob,x", "bob,+1")
            .replace("cyd,x", "cyd,+1,,")
            .replace(",3,LEVEL", ",three,LEVEL");
    workspace.write(file, fixed);
    Ended ended = workspace.run("retry", "1");
    assertEnds(ended, 3);
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 2");
    assertThat(
            workspace.database().rows("select line, code from rollcall_rejects where run_id = 2"))
        .containsExactlyInAnyOrder("0, \"LINE_NOT_A_NUMBER\"", "4, \"COLUMN_COUNT\"");
    String second = workspace.beside(".run-2.rejects.csv");
    assertThat(workspace.read(second)).contains("\"\"three\"\" in _line is not a number (line 3");
    workspace.write(
        second,
        workspace.read(second).replace(",,LINE_NOT", ",3,LINE_NOT").replace("cyd,,", "cyd,+1,"));
    assertEnds(workspace.run("retry", "2"), 0, 3);
    assertThat(workspace.database().rows("select username, level from users where username < 'c'"))
        .containsExactly("\"ann\", 2", "\"bob\", 2");
  }

  @Test
  void aRetryRefusesTheRejectsOfAnotherRun() {
    workspace.write("f.csv", "username,level\nann,x\nzoe,1\n");
    workspace.write("g.csv", "username,level\nbob,x\nzoe,2\n");
    assertEnds(workspace.importFile("f.csv"), 3);
    assertEnds(workspace.importFile("g.csv"), 3);
    String first = workspace.beside(".run-1.rejects.csv");
    String second = workspace.beside(".run-2.rejects.csv");
    workspace.write(second, workspace.read(second).replace("bob,x", "bob,+1"));
    Ended refused = workspace.run("retry", "1", "--file", workspace.path(second).toString());
    assertEnds(refused, 4);
    assertThat(refused.err()).contains("rejects of run 2, not of run 1").contains("OTHER_RUNS_");
    // The rows of both in one file, as somebody may have put them.
    String both = workspace.read(first).replace("ann,x", "ann,+1") + line(second, 1) + "\r\n";
    workspace.write(first, both);
    assertEnds(workspace.run("retry", "1"), 3);
    assertEnds(workspace.run("retry", "2"), 0);
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ann\", 2", "\"bob\", 2", "\"zoe\", 2");
    assertThat(workspace.database().rows("select code from rollcall_rejects where run_id = 3"))
        .containsExactly("\"OTHER_RUN\"");
  }

  @Test
  void aFileThatHoldsRejectsOfOneNightIsNotReplacedByTheNext() {
    String file = workspace.path("r.csv").toString();
    workspace.write("f.csv", "username,level\nann,x\nzoe,1\n");
    workspace.write("g.csv", "username,level\nbob,x\nzoe,2\n");
    assertEnds(workspace.importFile("f.csv", "--rejects", file), 3);
    String before = workspace.read("r.csv");
    Ended next = workspace.importFile("g.csv", "--rejects", file);
    assertEnds(next, 3);
    assertThat(next.said()).contains("r.run-2.csv").contains("holds rejects of run 1");
    assertThat(workspace.read("r.csv")).isEqualTo(before);
    workspace.write("r.csv", before.replace("ann,x", "ann,3"));
    assertEnds(workspace.run("retry", "1"), 0);
    workspace.write("h.csv", "username,level\ncyd,x\nzoe,3\n");
    assertEnds(workspace.importFile("h.csv", "--rejects", file), 3);
    assertThat(workspace.read("r.csv")).as("nothing in it is open").contains("cyd");
    workspace.write("r.run-2.csv", workspace.read("r.run-2.csv").replace("bob,x", "bob,3"));
    assertEnds(workspace.run("retry", "2"), 0);
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ann\", 3", "\"bob\", 3", "\"zoe\", 3");
  }

  @Test
  void aFileThatAProgramSavedOtherwiseIsRetriedAllTheSame() {
    workspace.write("f.csv", "username,level\njörg,x\nzoe,1\n");
    assertEnds(workspace.importFile("f.csv", "--delimiter", ","), 3);
    String file = workspace.beside(".run-1.rejects.csv");
    String saved = workspace.read(file).replace("jörg,x", "jörg,+1").replace(',', ';');
    workspace.write(file, saved.getBytes(Charset.forName("windows-1252")));
    Ended wrong = workspace.run("retry", "1");
    assertEnds(wrong, 1);
    assertThat(wrong.err()).contains("--charset");
    assertEnds(workspace.run("retry", "1", "--charset", "windows-1252", "--delimiter", ";"), 0);
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"jörg\", 2", "\"zoe\", 1");
  }

  @Test
  void intoAnotherDatabaseRejectsAreUsersLikeOthers() {
    workspace.write("f.csv", "username,level\nann,x\nzoe,1\n");
    assertEnds(workspace.importFile("f.csv"), 3);
    String file = workspace.beside(".run-1.rejects.csv");
    workspace.write(file, workspace.read(file).replace("ann,x", "ann,3"));
    String other = workspace.path("other.db").toString();
    assertEnds(workspace.importFile("f.csv", "--db", other), 3);
    Ended ended = workspace.importFile(file, "--db", other);
    assertEnds(ended, 0);
    assertThat(ended.summary()).containsEntry("kind", "import");
    assertThat(
            new Database(Path.of(other))
                .rows("select count(*) from rollcall_rejects where settled_by is not null"))
        .containsExactly("0");
  }

  private String line(String file, int index) {
    return workspace.read(file).lines().toList().get(index);
  }

  private List<String> rejects(long run) {
    return workspace
        .database()
        .rows(
            "select line, code, message, coalesce(username, ''), coalesce(email, ''),"
                + " coalesce(level, '') from rollcall_rejects"
                + " where run_id = "
                + run
                + " order by line");
  }

  private static void assertEnds(Ended ended, Integer... codes) {
    assertThat(ended.exitCode()).as(ended.said()).isIn((Object[]) codes);
  }
}
