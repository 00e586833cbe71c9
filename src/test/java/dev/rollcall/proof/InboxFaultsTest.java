package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.Seeds;
import dev.rollcall.files.Sha256;
import dev.rollcall.laboratory.Fault;
import dev.rollcall.laboratory.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file with a checksum and a marker is taken, imported and moved, and one that is broken is put
 * aside, by a command that is killed just before a certain call of the system, or has it fail.
 * {@code -Drollcall.inbox.each=true} tries each call that there is.
 */
class InboxFaultsTest {

  private static final boolean EACH = Boolean.getBoolean("rollcall.inbox.each");
  private static final int KILLED = 128 + 9;

  /** What moves files, makes folders, and makes both durable; and about how many there are. */
  private enum Call {
    RENAME("rename", 10),
    MKDIR("mkdir", 6),
    SYNC("fsync,fdatasync", 24),
    UNLINK("unlink", 2);

    private final String names;
    private final int number;

    Call(String names, int number) {
      this.names = names;
      this.number = number;
    }
  }

  @TempDir Path folder;
  private int tried;

  @Test
  void whereverACommandEndsTheNextOneFinishes() throws IOException {
    boolean traces = Tools.find().allow(Fault.Kind.KILL_BEFORE_NAME);
    assumeTrue(traces, "skipped: there is no strace that works here");
    if (!EACH) {
      Seeds.each(
          2,
          random -> {
            Call call = Call.values()[random.nextInt(Call.values().length)];
            disturb(call, 1 + random.nextInt(call.number), random.nextBoolean(), random);
          });
      return;
    }
    for (Call call : Call.values()) {
      int number = 1;
      while (disturb(call, number, true, new Random(number))) {
        number++;
      }
      for (int i = 1; i < number; i++) {
        disturb(call, i, false, new Random(i));
      }
      System.out.println(call + ": " + (number - 1) + " kills, and as many errors");
    }
  }

  /** Runs into a fault, and on; the answer is whether there was one. */
  private boolean disturb(Call call, int number, boolean kills, Random random) throws IOException {
    Path home = Files.createDirectory(folder.resolve("case-" + ++tried));
    Workspace workspace = new Workspace(home);
    deliver(workspace);
    String what = kills ? "signal=KILL" : "error=EIO";
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call.names, "-e"));
    command.add("inject=" + call.names + ":" + what + ":when=" + number);
    command.addAll(ChildProgram.program());
    command.addAll(List.of("run", "hr.yaml", "--no-progress"));
    Ended disturbed;
    try (ChildProgram program = ChildProgram.startCommand(home, tried, command)) {
      disturbed = program.end();
    }
    String said = call + " " + number + " " + what + ": " + disturbed;
    assertThat(disturbed.exitCode()).as(said).isIn(1, KILLED);
    boolean faulty = disturbed.exitCode() == KILLED || !disturbed.err().contains("[HEADER_WRONG]");
    if (random.nextBoolean()) {
      assertThat(workspace.run("users", "set-level", "somebody", "7").exitCode()).isZero();
    }
    Ended ended = workspace.runJob("hr.yaml");
    assertThat(ended.exitCode()).as(said + ended.said()).isIn(1, 4);
    assertThat(ended.err()).as(said).containsAnyOf("[HEADER_WRONG]", "[INBOX_STOPPED]");
    assertThat(workspace.runJob("hr.yaml").err()).as(said).contains("[INBOX_STOPPED]");
    assertThat(
            workspace
                .database()
                .rows("select username, level from users where username <> 'somebody'"))
        .as(said)
        .containsExactly("\"ann\", 2");
    String completed = "select count(*) from rollcall_runs where status = 'COMPLETED'";
    assertThat(workspace.database().number(completed + " and job = 'hr'")).as(said).isEqualTo(1);
    assertThat(tree(home.resolve("in")))
        .as(said)
        .containsExactly(
            ".rollcall/hr/lock",
            ".rollcall/hr/stopped",
            "done/ID/rollcall.summary.json",
            "done/ID/users-1.csv",
            "done/ID/users-1.csv.done",
            "done/ID/users-1.csv.sha256",
            "failed/ID/rollcall.summary.json",
            "failed/ID/users-2.csv",
            "failed/ID/users-2.csv.done");
    return faulty;
  }

  private static void deliver(Workspace workspace) throws IOException {
    workspace.write("base.csv", "username,level\nsomebody,1\n");
    assertThat(workspace.importFile("base.csv", "--job", "base").exitCode()).isZero();
    workspace.write(
        "hr.yaml",
        "import:\n  name: hr\n  inbox: { folder: '"
            + workspace.path("in")
            + "', match: 'users-*.csv', ready: marker .done }\nto: '"
            + workspace.path("users.db")
            + "'\n");
    Path file = workspace.write("in/users-1.csv", "username,level\nann,+1\n");
    workspace.write("in/users-1.csv.sha256", Sha256.of(file));
    workspace.write("in/users-1.csv.done", "1\n" + Sha256.of(file) + "\n");
    workspace.write("in/users-2.csv", "nobody,level\nbob,1\n");
    workspace.write("in/users-2.csv.done", "");
  }

  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .map(file -> file.replaceAll("[0-9]{8}T[0-9]{9}Z-[0-9a-f]{4}", "ID"))
          .sorted()
          .toList();
    }
  }
}
