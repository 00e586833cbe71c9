package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command lines that a shell completes: what it is told, and that real shells understand it. */
class CompletionTest {

  private static final Path JOBS = Path.of("jobs");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void commandsAndOptionsAreCompleted() {
    assertThat(complete(""))
        .contains("import", "users", "runs", "report")
        .doesNotContain("complete");
    assertThat(complete("ru")).containsExactlyInAnyOrder("run", "runs");
    assertThat(complete("users", "s")).containsExactlyInAnyOrder("show", "set-level", "set-email");
    assertThat(complete("import", "--max-r")).containsExactly("--max-rejects");
    assertThat(complete("no-such-command", "--db", "")).isEmpty();
    assertThat(complete("help", "ret")).containsExactly("retry");
    assertThat(complete("help", "users", "s"))
        .containsExactlyInAnyOrder("show", "set-level", "set-email");
  }

  @Test
  void namesOfJobsAndReportsAreCompleted() {
    List<String> jobs = namesOfJobs();
    assertThat(jobs).isNotEmpty();
    assertThat(complete("run", "")).containsExactlyElementsOf(jobs);
    assertThat(complete("check", jobs.get(0), "")).containsExactlyElementsOf(jobs);
    assertThat(complete("plan", "--again", "")).startsWith(jobs.toArray(String[]::new));
    assertThat(complete("plan", "data/use")).contains("data/users.csv");
    assertThat(complete("report", "re")).containsExactly("rejects");
  }

  @Test
  void valuesOfOptionsAreCompleted() {
    assertThat(complete("import", "--mode", ""))
        .containsExactly("upsert", "insert", "update", "mirror");
    assertThat(complete("plan", "--rollback", "r")).containsExactly("run");
    assertThat(complete("import", "--delimiter", "")).contains("auto", ",", ";", "tab");
    assertThat(complete("import", "--charset", "windows-125")).contains("windows-1252");
    assertThat(complete("report", "users", "--format", "j")).containsExactly("jsonl");
    assertThat(complete("completion", "")).containsExactly("bash", "zsh", "fish");
  }

  @Test
  void filesThatAnImportReadsAreCompletedAndFolders() throws IOException {
    for (String name : List.of("a.csv", "b.TSV", "c.csv.gz", "d.zip", "e.db", "f.yaml", ".g.csv")) {
      workspace.write(name, "");
    }
    Files.createDirectory(folder.resolve("inbox"));
    String in = folder + "/";
    assertThat(complete("import", in))
        .containsExactly(in + "a.csv", in + "b.TSV", in + "c.csv.gz", in + "d.zip", in + "inbox/");
    assertThat(complete("import", in + ".")).containsExactly(in + ".g.csv");
  }

  /** Where a shell is told so, it completes the names of all files. */
  @Test
  void onlyWhereAFileMayBeMeantOneIsOffered() {
    String none = folder.resolve("none").toString();
    assertThat(asked("import", none).exitCode()).isEqualTo(1);
    assertThat(asked("report", "users", "--out", none).exitCode()).isEqualTo(1);
    assertThat(asked("users", "list", "--db", none).exitCode()).isEqualTo(1);
    assertThat(asked("run", none).exitCode()).isEqualTo(1);
    assertThat(asked("users", "show", "").exitCode()).isZero();
    assertThat(asked("users", "list", "").exitCode()).isZero();
    assertThat(asked("import", "--mode", "x").exitCode()).isZero();
    assertThat(asked("import", "--no-such-option").exitCode()).isZero();
  }

  @Test
  void runsOfTheDatabaseThatIsNamedAreCompleted() {
    String db = workspace.database().path().toString();
    assertThat(complete("runs", "show", "--db", db, "")).isEmpty();
    for (String user : List.of("ada", "bob", "cyd")) {
      workspace.run("users", "add", user);
    }
    assertThat(complete("runs", "show", "--db", db, "")).containsExactly("3", "2", "1", "last");
    assertThat(complete("runs", "undo", "--db=" + db, "2")).containsExactly("2");
    assertThat(complete("retry", "--db", "=", db, "")).containsExactly("3", "2", "1", "last");
    assertThat(complete("runs", "show", "--db", db, "--quiet", "4")).isEmpty();
  }

  @Test
  void whatIsNotAShellIsRefused() {
    assertThat(workspace.run("completion", "tcsh").exitCode()).isEqualTo(2);
  }

  @Test
  void bashCompletes() throws Exception {
    String script =
        """
        eval "$(rollcall completion bash)"
        complete -p rollcall >/dev/null || exit 1
        try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rollcall rollcall; echo "${COMPREPLY[*]}"; }
        try rollcall ru
        try rollcall runs show ''
        try rollcall run 'my j'
        try rollcall import ''
        try rollcall import use
        """;
    assertThat(inShell("bash", "-c", script))
        .containsExactly(
            "run runs", "1 last", "my\\ job", "bin/ jobs/ said.txt users.csv", "users.csv");
  }

  @Test
  void zshCompletes() throws Exception {
    String script =
        """
        autoload -U compinit && compinit -u -D
        eval "$(rollcall completion zsh)"
        [[ ${_comps[rollcall]} = _rollcall ]] || exit 1
        compadd() { shift ${@[(i)--]}; print -- "$@" }
        _files() { print files }
        try() { words=("$@"); CURRENT=$#; _rollcall }
        try rollcall ru
        try rollcall runs show ''
        try rollcall run 'my\\ j'
        try rollcall import ''
        try rollcall report users --out ''
        """;
    assertThat(inShell("zsh", "-f", "-c", script))
        .containsExactly(
            "run runs", "1 last", "my job", "said.txt users.csv", "bin/ jobs/", "files");
  }

  @Test
  void fishCompletes() throws Exception {
    String script =
        """
        rollcall completion fish | source
        complete -C 'rollcall ru'
        complete -C 'rollcall runs show '
        complete -C 'rollcall run my'
        complete -C 'rollcall import users.'
        complete -C 'rollcall report users --out users.'
        """;
    assertThat(inShell("fish", "--no-config", "-c", script))
        .containsExactly(
            "run",
            "runs",
            "1",
            "last",
            "my job",
            "users.csv",
            "users.csv",
            "users.db",
            "users.db.lock");
  }

  private List<String> complete(String... words) {
    Ended ended = asked(words);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
    return ended.out().lines().toList();
  }

  private Ended asked(String... words) {
    List<String> command = new ArrayList<>(List.of("complete", "--"));
    command.addAll(Arrays.asList(words));
    return RollcallProgram.run(workspace.path("none.json"), new byte[0], command);
  }

  private static List<String> namesOfJobs() {
    String[] files = JOBS.toFile().list((parent, name) -> name.endsWith(".yaml"));
    return Arrays.stream(files == null ? new String[0] : files)
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .sorted()
        .toList();
  }

  /** What a shell prints, in a folder with a job and a run; without colours and settings. */
  private List<String> inShell(String... command) throws IOException, InterruptedException {
    assumeTrue(isThere(command[0]), "skipped: there is no " + command[0] + " here");
    workspace.run("users", "add", "ada");
    workspace.write("users.csv", "username\nada\n");
    workspace.write("jobs/my job.yaml", "import: { name: mine, from: users.csv }\n");
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("rollcall");
    StringBuilder start = new StringBuilder("#!/bin/sh\nexec");
    ChildProgram.program().forEach(word -> start.append(" '").append(word).append('\''));
    Files.writeString(program, start + " \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("PATH", program.getParent() + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("ROLLCALL_DB");
    Path out = folder.resolve("said.txt");
    Process process =
        builder
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().map(String::strip).toList();
  }

  private static boolean isThere(String shell) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, shell)));
  }
}
