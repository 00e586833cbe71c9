package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.Schema;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the page on JSON against the documents that the program writes. */
class JsonPageTest {

  private static final Path PAGE = Path.of("src/docs/json.md");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  /** Their keys are data. */
  private static final Set<String> MAPS =
      Set.of(
          "rejects.codes", "rejects.first", "extra", "changes.before.extra", "changes.after.extra");

  @TempDir Path folder;

  @Test
  void everyFieldOfARunIsOnThePage() throws IOException {
    Workspace workspace = prepared();
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(ended.summary()).containsEntry("schema", "rollcall/run/1");
    assertThat(fields(ended.summary())).isEqualTo(fieldsOf("A run"));
  }

  @Test
  void everyFieldOfAPlanIsOnThePage() throws IOException {
    Workspace workspace = prepared();
    Path users = workspace.path("users.csv");
    Path job =
        workspace.write(
            "job.yaml",
            "{ import: { from: %s, columns: { username: { case: lower }, level: level } }, guard: { change: 0 } }"
                .formatted(users));
    Ended ended = workspace.run("plan", job.toString(), "--json", "--check");
    Map<String, Object> plan = Json.object(ended.out());
    assertThat(plan).containsEntry("schema", "rollcall/plan/1");
    plan.put("summary", null);
    assertThat(fields(plan)).isEqualTo(fieldsOf("A plan"));
  }

  @Test
  void everyFieldOfAUserIsOnThePage() throws IOException {
    Workspace workspace = prepared();
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    Map<String, Object> user = Json.object(workspace.run("users", "show", "ann", "--json").out());
    assertThat(user).containsEntry("schema", "rollcall/user/1");
    assertThat(fields(user)).isEqualTo(fieldsOf("A user"));
  }

  @Test
  void everyFieldOfAGuessIsOnThePage() throws IOException {
    Ended ended = prepared().look("guess", folder.resolve("users.csv").toString(), "--json");
    Map<String, Object> guess = Json.object(ended.out());
    assertThat(guess).containsEntry("schema", "rollcall/guess/1");
    assertThat(fields(guess)).isEqualTo(fieldsOf("A guess"));
  }

  @Test
  void everyFieldOfAPruningIsOnThePage() throws IOException {
    Workspace workspace = prepared();
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    Ended ended = workspace.run("runs", "prune", "--older", "1d", "--json");
    Map<String, Object> pruning = Json.object(ended.out());
    assertThat(pruning).containsEntry("schema", "rollcall/prune/1");
    assertThat(fields(pruning)).isEqualTo(fieldsOf("A pruning"));
  }

  @Test
  void everyFieldOfACheckIsOnThePage() throws IOException {
    Workspace workspace = prepared();
    Path right = workspace.write("right.yaml", "import: { from: users.csv, name: nightly }\n");
    Path wrong = workspace.write("wrong.yaml", "import: { from: users.csv }\nlevels: { min: x }\n");
    Ended ended =
        RollcallProgram.run(
            workspace.path("none.json"),
            new byte[0],
            List.of("check", right.toString(), wrong.toString(), "none", "--json"));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).isEmpty();
    List<String> lines = ended.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(Json.object(lines.get(0)))
        .containsEntry("schema", "rollcall/check/1")
        .containsEntry("file", right.toString())
        .containsEntry("job", "nightly")
        .containsEntry("kind", "import")
        .containsEntry("problems", List.of());
    Map<String, Object> check = Json.object(lines.get(1));
    assertThat(fields(check)).isEqualTo(fieldsOf("A check"));
    assertThat(lines.get(1)).contains("\"line\":2,\"column\":16,");
    assertThat(lines.get(2)).contains("\"file\":\"none\"", "\"line\":null");
  }

  @Test
  void everyFieldOfASchemaIsOnThePage() throws IOException {
    Workspace workspace = prepared();
    Map<String, Object> schema = Json.object(workspace.run("schema", "status", "--json").out());
    assertThat(schema).containsEntry("schema", "rollcall/schema/1");
    assertThat(schema).containsEntry("state", "CURRENT").containsEntry("in_the_way", List.of());
    Workspace others = new Workspace(Files.createDirectory(folder.resolve("others")));
    others.database().execute("create table users (id integer primary key, username blob)");
    Map<String, Object> unfit = Json.object(others.run("schema", "status", "--json").out());
    assertThat(unfit).containsEntry("state", "FOREIGN_USERS");
    assertThat(fields(unfit)).isEqualTo(fieldsOf("A schema"));
    for (Schema.State state : Schema.State.values()) {
      assertThat(Files.readString(PAGE)).contains("`" + state.name() + "`");
    }
  }

  @Test
  void statusesKindsAndCodesAreThoseOnThePage() throws IOException {
    assertThat(rows("Statuses"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RunStatus.values())
                .map(each -> List.of(each.name(), each.word(), text(each.exitCode())))
                .toList());
    assertThat(rows("Kinds"))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RunKind.values()).map(RunKind::word).toList());
    assertThat(rows("Codes"))
        .extracting(row -> List.of(row.get(0), row.get(1)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values())
                .map(each -> List.of(each.name(), text(each.outcome().exitCode())))
                .toList());
  }

  @Test
  void reportsHaveTheWordsOfStatusesAndKinds() {
    Workspace workspace = prepared();
    workspace.importFile("users.csv");
    for (RunStatus status : RunStatus.values()) {
      workspace
          .database()
          .execute("update rollcall_runs set status = '" + status.name() + "' where id = 2");
      assertThat(workspace.run("report", "runs", "--format", "csv").out())
          .as(status.name())
          .contains(",manual,manual,,done,")
          .contains(",import,import,," + status.word() + ",");
    }
  }

  /** A database with one user, and a file that changes him, creates one and has a reject. */
  private Workspace prepared() {
    Workspace workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nann,2\nbob,x\ncyd,3\n");
    assertThat(workspace.run("schema", "add-column", "nick", "text").exitCode()).isZero();
    assertThat(workspace.run("users", "add", "ann").exitCode()).isZero();
    return workspace;
  }

  private static String text(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  private static Set<String> fields(Map<String, Object> document) {
    Set<String> fields = new TreeSet<>();
    collect("", document, fields);
    return fields;
  }

  private static void collect(String prefix, Object value, Set<String> fields) {
    if (value instanceof Collection<?> list) {
      list.forEach(each -> collect(prefix, each, fields));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (key, below) -> {
            String name = prefix + key;
            fields.add(name);
            if (below != null && !MAPS.contains(name)) {
              collect(name + ".", below, fields);
            }
          });
    }
  }

  private static Set<String> fieldsOf(String section) throws IOException {
    Set<String> fields = new TreeSet<>();
    rows(section).forEach(row -> fields.add(row.get(0)));
    return fields;
  }

  /** The rows of a section's tables; of each cell the word in code, if it has one. */
  private static List<List<String>> rows(String section) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## " + section);
      } else if (inside && line.startsWith("| `")) {
        String[] cells = line.substring(1).split("\\|", -1);
        rows.add(Arrays.stream(cells).limit(cells.length - 2L).map(JsonPageTest::word).toList());
      }
    }
    return rows;
  }

  private static String word(String cell) {
    Matcher word = WORD.matcher(cell);
    return word.find() ? word.group(1) : cell.strip();
  }
}
