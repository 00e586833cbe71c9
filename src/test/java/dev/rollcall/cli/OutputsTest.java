package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Main;
import dev.rollcall.importing.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option that names a file to be written, of every command, is put at every file that the
 * command reads, keeps or writes besides: it is refused before anything begins.
 */
class OutputsTest {

  /** What names files that are only read; whatever else names files is taken for an output. */
  private static final Set<String> READ =
      Set.of(
          "--planned",
          "--file",
          "--sql",
          "import FILE",
          "guess FILE",
          "plan FILE|JOB",
          "seed FOLDER");

  private static final String DATABASE_ENDINGS =
      "users.db users.db-wal users.db-shm users.db-journal users.db.lock users.db.run-1.rejects.csv"
          + " users.db.run-9.rejects.csv users.db.run-1.staged-a users.db.stdin-0123456789ab.spool";

  @TempDir Path folder;
  private final Map<String, String> words = new LinkedHashMap<>();

  @BeforeEach
  void begin() throws IOException {
    write("users.csv", "username,level\nann,3\nbob,many\n");
    write("more.csv", "username,level\ncid,4\n");
    write("levels.csv", "many,7\n");
    write(
        "job.yaml",
        "import:\n  from: "
            + path("users.csv")
            + "\n  columns: { username: username, level: { from: level, values: "
            + path("levels.csv")
            + " } }\n");
    write("query.sql", "select username from users");
    assertThat(run(List.of("import", path("users.csv"), "--db", path("users.db")))).isEqualTo(3);
    Files.createSymbolicLink(folder.resolve("d"), Path.of("."));
    for (String name : List.of("users.db", "users.csv", "users.db-wal", "job.yaml")) {
      Files.createSymbolicLink(folder.resolve("link-to-" + name), Path.of(name));
    }
    words.put("import", path("users.csv") + " " + path("more.csv") + " --again");
    words.put("run", path("job.yaml") + " --again");
    words.put("plan", path("users.csv") + " --again");
    words.put("retry", "1");
    words.put("report", "--sql " + path("query.sql"));
    words.put("runs show", "1");
    words.put("runs undo", "1");
    words.put("users add", "eve");
    words.put("users set-level", "ann +1");
    words.put("users set-email", "ann ann@example.com");
    words.put("users delete", "ann");
    words.put("generate", "5 --changes 5% --bad 5% --like " + path("users.db"));
  }

  @Test
  void noneReplacesWhatItsCommandReadsOrKeeps() throws IOException {
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Map.Entry<String, List<String>> outputs : outputs().entrySet()) {
      String command = outputs.getKey();
      assertThat(words).as("how to call a command that writes files").containsKey(command);
      for (String output : outputs.getValue()) {
        for (String target : targets(command)) {
          for (String way : List.of("", "d/")) {
            Map<String, String> before = contents();
            List<String> call = call(command);
            call.addAll(List.of(output, path(way + target)));
            int code = run(call);
            tried++;
            if (code != 2 || !contents().equals(before)) {
              wrong.add(code + ": " + String.join(" ", call));
            }
          }
        }
      }
    }
    assertThat(wrong).as("%d were tried", tried).isEmpty();
    assertThat(tried).isGreaterThan(200);
  }

  /** Before it is known what the command reads and keeps. */
  @Test
  void aCommandThatIsCalledWronglyReplacesASummaryAtMost() throws IOException {
    for (String command :
        List.of(
            "run missing.yaml",
            "run " + path("users.csv"),
            "import " + path("users.csv") + " --mode odd",
            "retry odd",
            "runs undo odd")) {
      for (String target : List.of("users.db", "users.csv", "job.yaml", "d/users.db-wal")) {
        Files.writeString(folder.resolve("users.db-wal"), "a log");
        Map<String, String> before = contents();
        List<String> call = new ArrayList<>(List.of(command.split(" ", -1)));
        call.addAll(List.of("--summary", path(target)));
        call.addAll(List.of("--db", path("users.db")));
        assertThat(run(call)).as(String.join(" ", call)).isIn(1, 2);
        assertThat(contents()).as(String.join(" ", call)).isEqualTo(before);
        Files.delete(folder.resolve("users.db-wal"));
      }
    }
    for (String status : List.of("FAILED", "ALREADY_DONE", "FAILED")) {
      List<String> call = new ArrayList<>(List.of("import", path("users.csv")));
      call.addAll(List.of("--db", path("users.db"), "--summary", path("s.json")));
      if (status.equals("FAILED")) {
        call.addAll(List.of("--mode", "odd"));
      }
      run(call);
      assertThat(folder.resolve("s.json")).content().contains("\"" + status + "\"");
    }
  }

  @Test
  void noOutputReplacesADatabaseOfOthers() throws IOException {
    Files.copy(folder.resolve("users.db"), folder.resolve("other"));
    for (Map.Entry<String, List<String>> outputs : outputs().entrySet()) {
      for (String output : outputs.getValue()) {
        Map<String, String> before = contents();
        List<String> call = call(outputs.getKey());
        call.addAll(List.of(output, path("d/other")));
        assertThat(run(call)).as(String.join(" ", call)).isEqualTo(2);
        assertThat(contents()).isEqualTo(before);
      }
    }
  }

  @Test
  void noOutputReplacesAnother() throws IOException {
    for (Map.Entry<String, List<String>> outputs : outputs().entrySet()) {
      for (String one : outputs.getValue()) {
        for (String other : outputs.getValue()) {
          if (one.compareTo(other) < 0) {
            Map<String, String> before = contents();
            List<String> call = call(outputs.getKey());
            call.addAll(List.of(one, path("out"), other, path("d/out")));
            assertThat(run(call)).as(String.join(" ", call)).isEqualTo(2);
            assertThat(contents()).isEqualTo(before);
          }
        }
      }
    }
  }

  /** One job's output is another's input, and so on: all are looked at before the first begins. */
  @Test
  void noOutputReplacesAFileOfAnotherJobOfTheSameCommand() throws IOException {
    write("a.yaml", job("users.csv", "more.csv"));
    write("b.yaml", job("more.csv", "b-rejects.csv"));
    write("c.yaml", job("users.csv", "b-rejects.csv"));
    write("d.yaml", job("users.csv", "b.yaml"));
    write(
        "e.yaml",
        "report:\n  query: users\n  out: " + path("more.csv") + "\nfrom: " + path("users.db"));
    for (String pair : List.of("a b", "b a", "b c", "d b", "e b", "b e")) {
      Map<String, String> before = contents();
      List<String> call = new ArrayList<>(List.of("run"));
      for (String name : pair.split(" ", -1)) {
        call.add(path(name + ".yaml"));
      }
      call.addAll(List.of("--again", "--db", path("users.db")));
      assertThat(run(call)).as(pair).isEqualTo(2);
      assertThat(contents()).as(pair).isEqualTo(before);
    }
  }

  @Test
  void aNameThatOnlyTheRunWillKnowIsKeptFree() throws IOException {
    Map<String, String> before = contents();
    List<String> call = call("import");
    call.addAll(List.of("--rejects", path("o.csv"), "--summary", path("o.run-2.csv")));
    assertThat(run(call)).isEqualTo(2);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void rejectsThatSomebodyIsToFixAreReplacedByNothingElse() throws IOException {
    List<String> call = call("import");
    call.remove(path("more.csv"));
    call.addAll(List.of("--rejects", path("r.csv")));
    assertThat(run(call)).isEqualTo(3);
    Map<String, String> before = contents();
    for (String output : List.of("--summary", "--out", "--html", "--save")) {
      String command =
          Map.of("--summary", "retry", "--out", "report", "--html", "runs show", "--save", "plan")
              .get(output);
      List<String> other = call(command);
      other.addAll(List.of(output, path("r.csv")));
      assertThat(run(other)).as(String.join(" ", other)).isEqualTo(2);
      assertThat(contents()).isEqualTo(before);
    }
  }

  /** Told by whose they are and why, where no header does. */
  @Test
  void soAreRejectsWithoutAHeader() throws IOException {
    write(
        "j.yaml",
        "import: { from: %s, csv: { header: false }, columns: { username: 1, level: 2 } }\n"
                .formatted(path("users.csv"))
            + "rejects: { file: %s }".formatted(path("r.csv")));
    assertThat(run(List.of("run", path("j.yaml"), "--db", path("users.db")))).isEqualTo(3);
    Map<String, String> before = contents();
    List<String> other = call("report");
    other.addAll(List.of("--out", path("r.csv")));
    assertThat(run(other)).isEqualTo(2);
    assertThat(contents()).isEqualTo(before);
  }

  private String job(String from, String rejects) {
    return "import:\n  from: " + path(from) + "\nrejects:\n  file: " + path(rejects) + "\n";
  }

  /** The names of the options with which a command is told to write files. */
  private static Map<String, List<String>> outputs() {
    String[] all = {};
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, Terminal.found(System.getenv()));
    CommandLine line =
        RollcallCommand.line(
            all, new Commands(InputStream.nullInputStream(), console, new StopSignal()));
    Map<String, List<String>> found = new TreeMap<>();
    addOutputs(line, "", found);
    assertThat(found.keySet()).contains("import", "run", "plan", "retry", "report", "runs undo");
    return found;
  }

  private static void addOutputs(CommandLine line, String name, Map<String, List<String>> found) {
    for (ArgSpec arg : line.getCommandSpec().args()) {
      String label = arg.paramLabel();
      String called = arg instanceof OptionSpec option ? option.longestName() : name + " " + label;
      if (namesFiles(arg) && !READ.contains(called)) {
        assertThat(arg.isOption()).as(called + " is tried by its name").isTrue();
        found.computeIfAbsent(name, any -> new ArrayList<>()).add(called);
      }
    }
    line.getSubcommands()
        .forEach((word, next) -> addOutputs(next, (name + " " + word).strip(), found));
  }

  /** By its type, or by what help calls it. */
  private static boolean namesFiles(ArgSpec arg) {
    return Stream.concat(Stream.of(arg.type()), Stream.of(arg.auxiliaryTypes()))
            .anyMatch(type -> type.equals(Path.class) || type.equals(File.class))
        || arg.paramLabel().matches(".*(FILE|FOLDER|PATH).*");
  }

  private List<String> targets(String command) {
    List<String> targets = new ArrayList<>(List.of(DATABASE_ENDINGS.split(" ", -1)));
    targets.addAll(List.of("link-to-users.db", "link-to-users.db-wal"));
    switch (command) {
      case "import" ->
          targets.addAll(List.of("users.csv", "more.csv", "link-to-users.csv", "more.csv.sha256"));
      case "plan" -> targets.addAll(List.of("users.csv", "link-to-users.csv"));
      case "run" ->
          targets.addAll(
              List.of(
                  "users.csv", "job.yaml", "link-to-users.csv", "link-to-job.yaml", "levels.csv"));
      case "report" -> targets.add("query.sql");
      default -> {}
    }
    return targets;
  }

  private List<String> call(String command) {
    List<String> call = new ArrayList<>(List.of(command.split(" ", -1)));
    call.addAll(List.of(words.get(command).split(" ", -1)));
    if (!command.equals("generate")) {
      call.addAll(List.of("--db", path("users.db")));
    }
    return call;
  }

  private static int run(List<String> call) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(call.toArray(String[]::new), InputStream.nullInputStream(), stream, stream);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(
            String.valueOf(file.getFileName()),
            Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "a link");
      }
    }
    return contents;
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
