package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What monitors hear of runs, and that it costs a run nothing if they don't. */
class PingTest {

  private static final String USERS =
      "username,email,level\nann,ann@example.com,2\nbob,bob@example.org,3\n";

  @TempDir Path folder;
  private final Monitor monitor = new Monitor();
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void prepare() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", USERS);
    workspace.write("wrong.csv", "username,level\nann,x\ncyd,1\n");
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

    Ended ended = workspace.run(words(line + " --ping " + monitor.url("a")));

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
    assertThat(monitor.words("a")).containsExactly("start", Integer.toString(exitCode));
    assertThat(monitor.lastBody()).startsWith("exit " + exitCode).contains(text);
  }

  @Test
  void eachJobHasItsOwn() {
    workspace.write("a.yaml", job("users.csv", "a"));
    workspace.write("b.yaml", job("wrong.csv", "b") + "rejects: { limit: 0 }\n");
    workspace.write("c.yaml", job("users.csv", "c"));

    Ended ended = workspace.run(words("run a.yaml b.yaml c.yaml --ping " + monitor.url("all")));

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(monitor.words("a")).containsExactly("start", "0");
    assertThat(monitor.words("b")).containsExactly("start", "4");
    // It was not started, and will not be: better to hear that than nothing.
    assertThat(monitor.words("c")).containsExactly("4");
    assertThat(monitor.words("all")).containsExactly("start", "4");
  }

  @Test
  void aJobFileThatIsWrongIsHeardOf() {
    workspace.write("a.yaml", job("users.csv", "a"));
    workspace.write("b.yaml", job("users.csv", "b") + "levles: { min: 1 }\n");

    assertThat(workspace.run(words("run a.yaml b.yaml")).exitCode()).isEqualTo(2);
    assertThat(monitor.words("a")).containsExactly("2");
    assertThat(monitor.words("b")).containsExactly("2");
  }

  @Test
  void whereAVariableHoldsNothingNobodyIsTold() {
    workspace.write("a.yaml", job("users.csv", "a").replaceFirst("ping: .*", "ping: \\${NONE:}"));
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
    workspace.write("waiting.yaml", job("users.csv", "a"));
    try (ChildProgram holder = startLong();
        ChildProgram waiting = workspace.start("run", "waiting.yaml", "--wait", "5m")) {
      Waiting.until(waiting, () -> !monitor.words("a").isEmpty());
      waiting.signal("TERM");
      assertThat(waiting.end().exitCode()).isIn(1, 143);
      assertThat(monitor.words("a")).hasSize(2).contains("start").containsAnyOf("1", "143");
      assertThat(holder.isAlive()).isTrue();
    }
  }

  @Test
  void aMonitorThatIsDownChangesNothing() {
    String url = monitor.url("a");
    monitor.close();
    Ended ended = workspace.importFile("users.csv", "--ping", url);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.status()).isEqualTo("COMPLETED");
    assertThat(ended.err())
        .contains("Z the ping to http://127.0.0.1:")
        .contains("failed: it can't be reached")
        .doesNotContain(Monitor.TOKEN);
  }

  @Test
  void anAnswerThatSaysNoIsSaid() {
    for (int answer : new int[] {301, 404, 503}) {
      monitor.answer(answer);
      Ended ended = workspace.importFile("users.csv", "--ping", monitor.url("a"));
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.err()).contains("failed: it answers " + answer);
    }
  }

  /** The start is on its way for longer than the import takes; the end never overtakes it. */
  @Test
  void aSlowMonitorHoldsUpNoStartAndLosesNoEnd() {
    monitor.before(path -> pauseIf(path.endsWith("/start"), 1_500));
    long before = System.nanoTime();
    Ended ended = workspace.importFile("users.csv", "--ping", monitor.url("a"));
    long millis = (System.nanoTime() - before) / 1_000_000;
    assertThat(ended.exitCode()).isZero();
    assertThat(monitor.words("a")).containsExactly("start", "0");
    double seconds = ((Number) ended.summary().get("seconds")).doubleValue();
    assertThat(millis).as("%s s of work", seconds).isGreaterThan((long) (seconds * 1_000));
  }

  /** The first job's end is answered only when the second has begun. */
  @Test
  void theEndOfAJobHoldsUpNoOtherJob() {
    workspace.write("a.yaml", job("users.csv", "a"));
    workspace.write("b.yaml", job("users.csv", "b"));
    monitor.before(
        path -> {
          while (path.endsWith("/a/0") && monitor.words("b").isEmpty()) {
            Waiting.pause(10);
          }
        });
    Ended ended = workspace.run(words("run a.yaml b.yaml"));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.said()).doesNotContain("ping");
    assertThat(monitor.words("a")).containsExactly("start", "0");
    assertThat(monitor.words("b")).containsExactly("start", "0");
  }

  @Test
  void jobsWithTheSameMonitorAreHeardOfInTheirOrder() {
    workspace.write("a.yaml", job("users.csv", "a"));
    workspace.write("b.yaml", job("wrong.csv", "a") + "rejects: { limit: 0 }\n");
    workspace.write("c.yaml", job("users.csv", "a"));
    monitor.before(path -> pauseIf(path.endsWith("/0"), 300));
    assertThat(workspace.run(words("run a.yaml b.yaml c.yaml")).exitCode()).isEqualTo(4);
    assertThat(monitor.words("a")).containsExactly("start", "0", "start", "4", "4");
  }

  /** Each job's pings alone would take longer than that. */
  @Test
  void aMonitorThatNeverAnswersHoldsUpTheEndOnce() {
    String jobs = "";
    for (String name : List.of("a", "b", "c", "d")) {
      workspace.write(name + ".yaml", job("users.csv", name.equals("d") ? "a" : name));
      jobs += " " + name + ".yaml";
    }
    monitor.before(path -> LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1)));
    long before = System.nanoTime();
    Ended ended = workspace.run(words("run" + jobs));
    long seconds = (System.nanoTime() - before) / 1_000_000_000;
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.err()).contains("failed: ").doesNotContain(Monitor.TOKEN);
    assertThat(seconds).isBetween(2L, 12L);
  }

  @Test
  void aVariableThatNamesNoMonitorIsSaidAndTheImportGoesOn() {
    for (String wrong :
        List.of("junk-word", "http://ann:junk-word@a_b/x", "http://a_b:junk-word")) {
      List<String> command = new ArrayList<>(List.of("env", "ROLLCALL_PING=" + wrong));
      command.addAll(ChildProgram.program());
      command.addAll(List.of("import", "users.csv", "--again"));
      try (ChildProgram program = ChildProgram.startCommand(folder, 99, command)) {
        Ended ended = program.end();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.err())
            .contains("ROLLCALL_PING must be ", "; nobody is told")
            .doesNotContain("junk-word");
        assertThat(number("select count(*) from users")).isEqualTo(2);
      }
      Ended flag = workspace.importFile("users.csv", "--ping", wrong);
      assertThat(flag.exitCode()).as(flag.said()).isEqualTo(2);
      assertThat(flag.said()).doesNotContain("junk-word");
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
    workspace.write("ann@example.com.csv", USERS + "cyd,not-an-address,4\nann,ann@example.com,x\n");
    workspace.write("headless.csv", "ann@example.com,ann\n");
    String url = monitor.url("a");
    List<Ended> all = new ArrayList<>();
    all.add(workspace.importFile("ann@example.com.csv", "--ping", url, "--debug"));
    all.add(workspace.importFile("headless.csv", "--ping", url, "--debug"));
    all.add(workspace.importFile("users.csv", "--ping", url + "#" + "ann", "--debug"));
    all.add(workspace.importFile("users.csv", "--ping", url.replace("http", "gopher")));
    all.add(workspace.importFile("users.csv", "--ping", url.replace("//", "//ann:word@")));
    workspace.write("job.yaml", "import: { from: x.csv }\nping: \"" + url + " b\"\n");
    all.add(workspace.run(words("run job.yaml")));
    all.add(workspace.run(words("check job.yaml")));

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

  private static void pauseIf(boolean pausing, long millis) {
    if (pausing) {
      Waiting.pause(millis);
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

  private String job(String from, String check) {
    return "import: { from: %s }\nping: %s\n".formatted(workspace.path(from), monitor.url(check));
  }

  /** The words of a command, those that name files with their folder. */
  private String[] words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      boolean file = word.matches("[\\w/]+\\.(csv|yaml|json)");
      words.add(file ? workspace.path(word).toString() : word);
    }
    return words.toArray(String[]::new);
  }
}
