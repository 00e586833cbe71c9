package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A column of users may have any name, also one that a statement of ours has for something else: a
 * name that does not say of which table it is would be the user's column there.
 */
class ExtraColumnNamesTest {

  /** What a statement calls a table or a column, and the columns of such a table. */
  private static final Pattern NAMED = Pattern.compile("\\bas ([a-z_]+)(?: ?\\(([a-z_, ]+)\\))?");

  /** Of what SQLite makes of a list. */
  private static final List<String> OF_LISTS =
      List.of("key", "value", "type", "atom", "parent", "fullkey", "path");

  /** As many as one job can name; of those that are used beside users. */
  private static final List<String> IMPORTED =
      List.of(
          "last", "taken", "wanted", "given", "sought", "named", "value", "key", "anew", "spans",
          "net", "ranked", "first", "place", "type", "path");

  private static final Path CODE = Path.of("src/main/java");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"FILE, false", "FILE, true", "SERVER, false", "SERVER, true"})
  void aColumnMayHaveAnyNameThatStatementsUse(DatabaseKind kind, boolean imported)
      throws IOException {
    Workspace workspace = kind.empty(folder);
    Database database = workspace.database();
    Set<String> names = names();
    System.out.println("columns: " + names);
    assertThat(names).containsAll(IMPORTED);
    names.removeAll(Set.of("id", "username", "email", "level", "version"));
    String type = kind == DatabaseKind.FILE ? "integer" : "bigint";
    for (String name : names) {
      database.execute("alter table users add column \"" + name + "\" " + type);
    }
    List<String> extras = imported ? IMPORTED : List.of();
    // Ids that the sequence does not know.
    database.execute("insert into users (id, username, level) values (1000, 'far', 1)");

    load(workspace, extras, "ann,3,,1", "bob,4,,2", "cy,5,,");
    load(workspace, extras, "ann,+1,,3", "bob,,delete,", "cy,5,,", "dan,2,,4", "far,7,,5");
    String users = "select username, id, level" + shown(extras) + " from users order by id";
    assertThat(database.rows(users))
        .containsExactly(
            row("far", 1000, 7, extras, "5"),
            row("ann", 1001, 4, extras, "3"),
            row("cy", 1003, 5, extras, "null"),
            row("dan", 1004, 2, extras, "4"));
    done(workspace, "users", "list");
    done(workspace, "users", "show", "ann");
    done(workspace, "report", "users");
    done(workspace, "runs", "show", "2");
    done(workspace, "plan", workspace.path("job.yaml").toString());
    done(workspace, "runs", "undo", "2");
    assertThat(database.rows(users))
        .containsExactly(
            row("far", 1000, 1, extras, "null"),
            row("ann", 1001, 3, extras, "1"),
            row("bob", 1002, 4, extras, "2"),
            row("cy", 1003, 5, extras, "null"));
    done(workspace, "schema", "validate");
  }

  private static void load(Workspace workspace, List<String> extras, String... rows) {
    StringBuilder text = new StringBuilder("username,level,action");
    extras.forEach(name -> text.append(',').append(name));
    text.append('\n');
    for (String row : rows) {
      int given = row.lastIndexOf(',');
      text.append(row, 0, given).append(row.substring(given).repeat(extras.size())).append('\n');
    }
    StringBuilder job = new StringBuilder("import:\n  name: names\n  from: ");
    job.append(workspace.write("names.csv", text.toString())).append('\n');
    if (!extras.isEmpty()) {
      job.append("  extra:\n");
      extras.forEach(name -> job.append("    %1$s: %1$s%n".formatted(name)));
    }
    workspace.write("job.yaml", job.toString());
    Ended ended = workspace.runJob("job.yaml");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  private static void done(Workspace workspace, String... words) {
    Ended ended = workspace.run(words);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  private static String shown(List<String> extras) {
    return String.join("", extras.stream().map(name -> ", \"" + name + "\"").toList());
  }

  private static String row(String name, int id, int level, List<String> extras, String given) {
    return "\"%s\", %d, %d".formatted(name, id, level) + (", " + given).repeat(extras.size());
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>(OF_LISTS);
    List<Path> files;
    try (Stream<Path> all = Files.walk(CODE)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        Matcher named = NAMED.matcher(line.indexOf('"') < 0 ? "" : line);
        while (named.find()) {
          names.add(named.group(1));
          names.addAll(columns(named.group(2)));
        }
      }
    }
    return names;
  }

  private static List<String> columns(String list) {
    List<String> columns = new ArrayList<>();
    if (list != null) {
      for (String name : list.split(",", -1)) {
        if (!name.isBlank()) {
          columns.add(name.strip());
        }
      }
    }
    return columns;
  }
}
