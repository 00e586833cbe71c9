package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a report is written, what is left of one that is broken off, and one beside a writer. */
class ReportSafetyTest {

  private static final int MANY = 300_000;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void makeUsers() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,email,level\nada,ada@example.com,7\nbob,,2\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
  }

  private Ended report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(Arrays.asList(arguments));
    return workspace.run(all.toArray(String[]::new));
  }

  @Test
  void aReportIsNeverWrittenOverWhatItIsMadeOf() throws IOException {
    byte[] before = workspace.database().bytes();
    Path link = Files.createSymbolicLink(workspace.path("link.csv"), workspace.path("users.db"));
    String sql = workspace.write("mine.sql", "select 1").toString();
    for (String out : List.of("users.db", "users.db-wal", "users.db.lock", link.toString())) {
      Ended ended = report("users", "--out", workspace.path(out).toString());
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
      assertThat(ended.err()).contains("would replace", "the database");
    }
    assertThat(report("--sql", sql, "--out", sql).err()).contains("own SQL");
    assertThat(workspace.database().bytes()).isEqualTo(before);
    assertThat(workspace.read("mine.sql")).isEqualTo("select 1");
  }

  @Test
  void aFolderThatIsMissingOrClosedIsSaid() throws IOException {
    Ended missing = report("users", "--out", workspace.path("no/users.csv").toString());
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("no/users.csv", "its folder does not exist");
    assertThat(workspace.path("no")).doesNotExist();
    Path closed = Files.createDirectory(workspace.path("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    try {
      Needed.thatItBinds(closed);
      Ended ended = report("users", "--out", closed.resolve("users.csv").toString());
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.err()).contains("closed/users.csv", "not permitted");
    } finally {
      closed.toFile().setWritable(true);
    }
  }

  /** A limit on the size of files does to a process what a full disk does. */
  @Test
  void aReportThatFindsNoRoomLeavesTheOldFileAndNothingElse() throws IOException {
    fill();
    workspace.write("out/users.csv", "old");
    String command = "ulimit -f 8000; exec \"$0\" \"$@\"";
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", command));
    words.addAll(ChildProgram.program());
    words.addAll(List.of("report", "users", "--db", "users.db", "--out", "out/users.csv"));
    try (ChildProgram program = ChildProgram.startCommand(folder, 900, words)) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("out/users.csv", "can't be written", "free space");
    }
    assertThat(workspace.read("out/users.csv")).isEqualTo("old");
    assertThat(filesIn("out")).containsExactly("users.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "KILL"})
  void aReportThatIsKilledLeavesTheOldFile(String signal) throws IOException {
    fill();
    workspace.write("out/users.csv", "old");
    // A query that never ends, so that it is killed at work.
    workspace.write(
        "endless.sql",
        "with recursive n(i) as (select 1 union all select i + 1 from n)"
            + " select id, username from users, n");
    try (ChildProgram program =
        workspace.start(
            "report", "--sql", "endless.sql", "--db", "users.db", "--out", "out/users.csv")) {
      Waiting.until(program, () -> filesIn("out").size() > 1);
      program.signal(signal);
      assertThat(program.end().exitCode()).isNotZero();
    }
    assertThat(workspace.read("out/users.csv")).isEqualTo("old");
    if (!signal.equals("KILL")) {
      assertThat(filesIn("out")).containsExactly("users.csv");
    }
    // Whatever a kill has left is gone with the next report.
    Ended next = report("levels", "--out", workspace.path("out/users.csv").toString());
    assertThat(next.exitCode()).as(next.said()).isZero();
    assertThat(filesIn("out")).containsExactly("users.csv");
  }

  private List<String> filesIn(String name) {
    try (var files = Files.list(workspace.path(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl", "tsv"})
  void aPipeThatIsClosedEndsAReportQuietly(String format) {
    fill();
    String command = "{ \"$0\" \"$@\"; echo $? >code; } | head -n 1 >first";
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", command));
    words.addAll(ChildProgram.program());
    words.addAll(List.of("report", "users", "--db", "users.db", "--format", format));
    try (ChildProgram program = ChildProgram.startCommand(folder, 901, words)) {
      assertThat(program.end().said()).isEmpty();
    }
    assertThat(workspace.read("code")).isEqualTo("0\n");
    assertThat(workspace.read("first")).isNotEmpty();
  }

  /**
   * Ten writers' transactions move level from one user to the next while reports are made. Each
   * report has to see a state between two of them, and none of them may wait.
   */
  @Test
  void aReportSeesOneMomentAndHoldsUpNoWriter() throws Exception {
    fill();
    long sum = workspace.database().number("select sum(level) from users");
    List<Throwable> thrown = new ArrayList<>();
    long[] written = new long[1];
    Thread writer = new Thread(() -> write(thrown, written));
    writer.start();
    try {
      for (int i = 0; i < 6; i++) {
        long before = written[0];
        Ended ended = report("users", "--no-header");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        long reported =
            ended
                .out()
                .lines()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
        assertThat(reported).isEqualTo(sum);
        assertThat(written[0]).as("transactions meanwhile").isGreaterThan(before);
      }
    } finally {
      writer.interrupt();
      writer.join();
    }
    assertThat(thrown).isEmpty();
  }

  /** Commits as fast as it can, waiting for nobody. */
  private void write(List<Throwable> thrown, long[] written) {
    try (Connection connection = workspace.database().open();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 0");
      for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
        int from = 10 + i * 7919 % (MANY - 20);
        int to = 10 + i * 104_729 % (MANY - 20);
        statement.execute("begin immediate");
        statement.execute("update users set level = level + 1 where id = " + to);
        statement.execute("update users set level = level - 1 where id = " + from);
        statement.execute("commit");
        written[0]++;
      }
    } catch (SQLException | RuntimeException e) {
      thrown.add(e);
    }
  }

  private void fill() {
    workspace
        .database()
        .execute(
            "with recursive n(i) as (select 10 union all select i + 1 from n where i < "
                + MANY
                + ") insert into users select i, 'user.' || i, null, 5 from n");
  }
}
