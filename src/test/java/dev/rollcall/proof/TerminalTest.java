package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of names that anybody may have, in a pipe and on a narrow terminal. */
class TerminalTest {

  private static final int COLUMNS = 60;
  private static final String ESCAPE = "\u001b";

  private static final List<String> NAMES =
      List.of(
          "it's \"quoted\"",
          "🙂🙂🙂 李雷 Ωmega",
          "محمد بن عبد الله",
          "100% * of _",
          "'); drop table users; --",
          "-rf",
          "--help",
          "@users.csv",
          "$(id) `id` !! \\",
          "🙂".repeat(50));

  /** Names that only another program can have made. */
  private static final List<String> OTHERS_NAMES =
      List.of(
          ESCAPE + "[31mred" + ESCAPE + "]0;title\u0007", "\u202eturned\u2066 round", "two\nlines");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void anyNameIsKeptAsItIsAndHarmlessWhereItIsShown() throws IOException {
    for (boolean terminal : List.of(false, true)) {
      workspace = new Workspace(Files.createDirectory(folder.resolve("terminal-" + terminal)));
      List<String> tables = new ArrayList<>();
      on(terminal, () -> goThrough(tables::add));
      for (String table : tables) {
        assertThat(plain(table).lines())
            .as("terminal: %s", terminal)
            .allMatch(line -> !terminal || width(line) <= COLUMNS);
      }
    }
  }

  /** Every command that shows a name; those whose lines are rows of a table are handed on. */
  private void goThrough(Consumer<String> tables) {
    StringBuilder csv = new StringBuilder("username,level,reason\n");
    for (String name : NAMES) {
      csv.append('"')
          .append(name.replace("\"", "\"\""))
          .append("\",2,\"")
          .append(name.replace("\"", "\"\""))
          .append("\"\n");
    }
    Path file = workspace.write("na'me % * 🙂 محمد.csv", csv.toString());
    shown(0, "plan", file.toString());
    shown(0, "import", file.toString());
    assertThat(workspace.database().rows("select username from users order by id"))
        .containsExactlyInAnyOrderElementsOf(NAMES.stream().map(Database::row).toList());
    workspace.write(
        "missing.csv", csv.toString().replace("username,level,reason", "username,reason,level"));
    shown(4, "plan", workspace.path("missing.csv").toString(), "--max-rejects", "0");
    int run = 1;
    for (String name : NAMES) {
      shown(0, "users", "set-level", "--reason", "why: " + name, "--", name, "+1");
      shown(0, "users", "delete", "--reason=as " + name, "--", name);
      assertThat(shown(4, "users", "delete", "--", name).err()).contains("USER_NOT_FOUND");
      shown(0, "users", "add", "--level=5", "--", name);
      Ended history = shown(0, "users", "show", "--json", "--", name);
      assertThat(Json.object(history.out().strip()))
          .containsEntry("username", name)
          .containsEntry("level", 5);
      assertThat(shown(0, "users", "show", "--", name).out()).contains("level 2 -> 3");
      run += 3;
      shown(0, "runs", "undo", Integer.toString(run), "--plan");
    }
    for (String name : OTHERS_NAMES) {
      workspace
          .database()
          .executeMany("insert into users (username, level) values (?, 2)", List.of(List.of(name)));
      shown(0, "users", "set-level", "--reason", "why: " + name, "--", name, "+1");
      assertThat(shown(0, "users", "show", "--", name).out()).contains("level 2 -> 3");
    }
    List<Map<String, Object>> listed = Json.lines(shown(0, "users", "list", "--json").out());
    assertThat(listed.stream().map(user -> String.valueOf(user.get("username"))))
        .hasSize(NAMES.size() + OTHERS_NAMES.size())
        .containsAll(NAMES)
        .containsAll(OTHERS_NAMES);
    tables.accept(shown(0, "users", "list").out());
    tables.accept(shown(0, "runs", "list").out());
    Ended undone = shown(3, "runs", "undo", "1");
    assertThat(undone.out()).contains("left alone");
    tables.accept(histogram(shown(0, "plan", raised().toString()).out()));
  }

  private Path raised() {
    return workspace.write("raised.csv", "username,level\nzoe,9\n100% * of _,9\n");
  }

  private static String histogram(String plan) {
    return plan.substring(plan.indexOf("  levels, from"), plan.indexOf("  first changes"));
  }

  /** Runs a command, none of whose output may steer a terminal. */
  private Ended shown(int exitCode, String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    int end = command.indexOf("--");
    command.addAll(
        end < 0 ? command.size() : end,
        List.of("--db", workspace.database().path().toString(), "--no-progress"));
    Ended ended = RollcallProgram.run(workspace.path("none.json"), new byte[0], command);
    assertThat(ended.exitCode()).as("%s: %s", command, ended.said()).isEqualTo(exitCode);
    assertThat(plain(ended.said()).replace("\n", "").chars())
        .as("%s: %s", command, ended.said())
        .noneMatch(Character::isISOControl)
        .noneMatch(each -> each >= 0x202A && each <= 0x202E || each >= 0x2066 && each <= 0x2069);
    return ended;
  }

  @Test
  void withoutColourNothingIsColoured() throws Exception {
    for (String command : List.of("--help", "users", "users list --help", "nonsense")) {
      List<String> words = new ArrayList<>(ChildProgram.program());
      words.addAll(List.of(command.split(" ", -1)));
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("NO_COLOR", "1");
      builder.environment().put("CLICOLOR_FORCE", "1");
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), "UTF-8");
      assertThat(said).as(command).isNotEmpty().doesNotContain(ESCAPE);
    }
  }

  /** Without the colours that whole lines have. */
  private static String plain(String shown) {
    return shown.replaceAll("(?m)^\u001b\\[3[13]m(.*)\u001b\\[0m$", "$1");
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void on(boolean terminal, Work work) throws IOException {
    List<String> properties = List.of("rollcall.stdout.terminal", "rollcall.stderr.terminal");
    properties.forEach(name -> System.setProperty(name, Boolean.toString(terminal)));
    System.setProperty("rollcall.columns", Integer.toString(COLUMNS));
    try {
      work.run();
    } finally {
      properties.forEach(System::clearProperty);
      System.clearProperty("rollcall.columns");
    }
  }

  /** As terminals count: twice for emoji and ideographs. */
  private static int width(String line) {
    return line.codePoints().map(point -> point >= 0x2E80 && point != 0xFFFD ? 2 : 1).sum();
  }
}
