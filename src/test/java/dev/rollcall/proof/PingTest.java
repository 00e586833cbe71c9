package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What monitors hear of runs. */
class PingTest {

  private final Path folder;
  private final Monitored monitored;
  private final Monitor monitor;
  private final Workspace workspace;

  PingTest(@TempDir Path folder) {
    this.folder = folder;
    monitored = new Monitored(folder);
    monitor = monitored.monitor();
    workspace = monitored.workspace();
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void aMonitorHearsOfTheStartAndOfTheEnd() {
    Ended ended = workspace.importFile("users.csv", "--ping", monitor.url("a") + "?create=1&x=%2F");

    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(monitor.words("a")).containsExactly("start?create=1&x=%2F", "0?create=1&x=%2F");
    assertThat(monitor.pings()).extracting(Monitor.Ping::method).containsOnly("POST");
    assertThat(monitor.lastBody())
        .startsWith("exit 0; import: run 1 done; read 2, created 2, updated 0, unchanged 0,")
        .doesNotContain("\n");
    assertThat(ended.said()).doesNotContain("ping");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // command | code | what is said of it
        "import users.csv | 0 | import: run 2 done;",
        "import done.csv | 0 | import: already done by run 1",
        "import wrong.csv | 3 | import: run 2 done with rejects; read 2,",
        "import wrong.csv --max-rejects 0 | 4 | import: run 2 refused (REJECT_LIMIT); read ",
        "import users.csv --guard rows=5 | 4 | import: run 2 refused (GUARD)",
        "import none.csv | 1 | import: failed (INPUT_NOT_FOUND)",
        "import users.csv --mode x | 2 | failed (USAGE)",
        "import users.csv --rejects users.csv | 2 | failed (USAGE)",
        "import users.csv --summary none/s.json | 1 | exit 1",
        "run none.yaml | 2 | failed (JOB_FILE)",
        "run broken.yaml | 2 | failed (JOB_FILE)",
        "run report.yaml | 0 | exit 0",
      })
  void everyEndIsHeard(String line, int exitCode, String text) {
    workspace.write("done.csv", "username\nzoe\n");
    assertThat(workspace.importFile("done.csv").exitCode()).isZero();
    workspace.write("broken.yaml", "import: { form: users.csv }\n");
    workspace.write(
        "report.yaml", "report: { query: users, out: " + workspace.path("o.csv") + " }\n");

    Ended ended = workspace.run(monitored.words(line + " --ping " + monitor.url("a")));

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
    assertThat(monitor.words("a")).containsExactly("start", Integer.toString(exitCode));
    assertThat(monitor.lastBody()).startsWith("exit " + exitCode).contains(text);
  }

  @Test
  void eachJobHasItsOwn() {
    workspace.write("a.yaml", monitored.job("users.csv", "a"));
    workspace.write("b.yaml", monitored.job("wrong.csv", "b") + "rejects: { limit: 0 }\n");
    workspace.write("c.yaml", monitored.job("users.csv", "c"));

    Ended ended =
        workspace.run(monitored.words("run a.yaml b.yaml c.yaml --ping " + monitor.url("all")));

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(monitor.words("a")).containsExactly("start", "0");
    assertThat(monitor.words("b")).containsExactly("start", "4");
    // It was not started, and will not be: better to hear that than nothing.
    assertThat(monitor.words("c")).containsExactly("4");
    assertThat(monitor.words("all")).containsExactly("start", "4");
  }

  @Test
  void aJobFileThatIsWrongIsHeardOf() {
    workspace.write("a.yaml", monitored.job("users.csv", "a"));
    workspace.write("b.yaml", monitored.job("users.csv", "b") + "levles: { min: 1 }\n");

    assertThat(workspace.run(monitored.words("run a.yaml b.yaml")).exitCode()).isEqualTo(2);
    assertThat(monitor.words("a")).containsExactly("2");
    assertThat(monitor.words("b")).containsExactly("2");
  }

  @Test
  void whereAVariableHoldsNothingNobodyIsTold() {
    workspace.write(
        "a.yaml", monitored.job("users.csv", "a").replaceFirst("ping: .*", "ping: \\${NONE:}"));
    Ended ended = workspace.run("run", workspace.path("a.yaml").toString(), "--ping", "");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(monitor.pings()).isEmpty();
  }

  @Test
  void whatFindsTheDatabaseBusyIsHeardOf() {
    try (ChildProgram holder = startLong()) {
      Ended ended = workspace.importFile("users.csv", "--ping", monitor.url("a"));
      assertThat(ended.exitCode()).isEqualTo(5);
      assertThat(monitor.words("a")).containsExactly("start", "5");
      assertThat(holder.isAlive()).isTrue();
    }
  }

  @Test
  void aRunThatIsStoppedIsHeardOf() {
    workspace.write("large.csv", users(20_000));
    try (ChildProgram program =
        workspace.start(
            "import", "large.csv", "--chunk", "1", "--no-progress", "--ping", monitor.url("a"))) {
      Waiting.until(program, () -> number("select sum(rows_read) from rollcall_runs") > 0);
      program.signal("TERM");
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(monitor.words("a")).containsExactly("start", "1");
      assertThat(monitor.lastBody()).contains("run 1 stopped (STOPPED); read");
    }
  }

  @Test
  void oneThatIsStoppedBeforeItBeganIsHeardOf() {
    workspace.write("waiting.yaml", monitored.job("users.csv", "a"));
    try (ChildProgram holder = startLong();
        ChildProgram waiting = workspace.start("run", "waiting.yaml", "--wait", "5m")) {
      Waiting.until(waiting, () -> !monitor.words("a").isEmpty());
      waiting.signal("TERM");
      assertThat(waiting.end().exitCode()).isIn(1, 143);
      assertThat(monitor.words("a")).hasSize(2).contains("start").containsAnyOf("1", "143");
      assertThat(holder.isAlive()).isTrue();
    }
  }

  /** Compose names services so. */
  @Test
  void aHostMayHaveAnUnderscore() {
    workspace.write("hosts", "127.0.0.1 the_monitor\n");
    List<String> command = new ArrayList<>(ChildProgram.program());
    command.add(1, "-Djdk.net.hosts.file=" + workspace.path("hosts"));
    String url = monitor.url("a").replace("127.0.0.1", "the_monitor");
    command.addAll(List.of("import", "users.csv", "--ping", url));
    try (ChildProgram program = ChildProgram.startCommand(folder, 99, command)) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(ended.said()).doesNotContain("ping");
      assertThat(monitor.words("a")).containsExactly("start", "0");
    }
  }

  @Test
  void nothingOfAUserIsSentAndNothingOfTheAddressIsKept() throws Exception {
    workspace.write(
        "ann@example.com.csv", Monitored.USERS + "cyd,not-an-address,4\nann,ann@example.com,x\n");
    workspace.write("headless.csv", "ann@example.com,ann\n");
    String url = monitor.url("a");
    List<Ended> all = new ArrayList<>();
    all.add(workspace.importFile("ann@example.com.csv", "--ping", url, "--debug"));
    all.add(workspace.importFile("headless.csv", "--ping", url, "--debug"));
    all.add(workspace.importFile("users.csv", "--ping", url + "#" + "ann", "--debug"));
    all.add(workspace.importFile("users.csv", "--ping", url.replace("http", "gopher")));
    all.add(workspace.importFile("users.csv", "--ping", url.replace("//", "//ann:word@")));
    workspace.write("job.yaml", "import: { from: x.csv }\nping: \"" + url + " b\"\n");
    all.add(workspace.run(monitored.words("run job.yaml")));
    all.add(workspace.run(monitored.words("check job.yaml")));

    assertThat(all).extracting(Ended::exitCode).containsExactly(3, 1, 2, 2, 2, 2, 2);
    assertThat(monitor.pings()).hasSize(4);
    for (Monitor.Ping ping : monitor.pings()) {
      assertThat(ping.path() + ping.body()).doesNotContain("@").doesNotContain("ann");
    }
    for (Ended ended : all) {
      assertThat(ended.said() + ended.summaries()).doesNotContain(Monitor.TOKEN);
    }
    for (String name : workspace.names()) {
      if (!name.equals("job.yaml")) {
        assertThat(Files.readString(workspace.path(name), StandardCharsets.ISO_8859_1))
            .as(name)
            .doesNotContain(Monitor.TOKEN);
      }
    }
  }

  /** Most starts ask for no monitor, and a class costs a tenth of a millisecond or more. */
  @Test
  void nothingOfItIsLoadedWhereNobodyAskedForIt() {
    // Making tables is Flyway's work, which has links of its own to make.
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    List<String> command = new ArrayList<>(ChildProgram.program());
    command.add(1, "-Xlog:class+load:stdout");
    command.addAll(List.of("import", "users.csv"));
    try (ChildProgram program = ChildProgram.startCommand(folder, 99, command)) {
      Ended ended = program.end();
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.out()).contains("] dev.rollcall.jobs.JobRunner ");
      assertThat(ended.out().lines())
          .filteredOn(
              line -> line.matches(".*(monitoring\\.Ping |www\\.protocol\\.http|net\\.http\\.).*"))
          .isEmpty();
    }
  }

  private long number(String sql) {
    return workspace.path("users.db").toFile().exists() ? workspace.database().glimpse(sql) : 0;
  }

  /** A run that holds the database until the test is over. */
  private ChildProgram startLong() {
    workspace.write("large.csv", users(20_000));
    ChildProgram holder = workspace.start("import", "large.csv", "--chunk", "1", "--no-progress");
    Waiting.until(holder, () -> number("select count(*) from rollcall_runs") > 0);
    holder.signal("STOP");
    return holder;
  }

  private static String users(int number) {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < number; i++) {
      text.append("user").append(i).append(",+1\n");
    }
    return text.toString();
  }
}
