package dev.rollcall.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema by which editors complete and underline says what the program says. */
class JobSchemaTest {

  private static final Path SCHEMA = Path.of("src/docs/rollcall-job.schema.json");

  private static JsonSchema schema;

  @TempDir Path folder;

  @BeforeAll
  static void readSchema() throws IOException {
    schema = JsonSchema.read(SCHEMA);
  }

  @Test
  void bothHaveTheSameKeysInTheSameOrderAndRequireTheSame() {
    checkKeys(Key.TOP, form(Key.TOP));
    checkKeys(Key.REPORT_FILE, form(Key.REPORT_FILE));
  }

  /** What the schema says of a file with this at its top. */
  private static JsonSchema form(Key top) {
    return schema.part(top == Key.TOP ? "else" : "then");
  }

  private static void checkKeys(Key section, JsonSchema of) {
    JsonSchema object =
        section.form() instanceof Form.Columns
                || section.form() instanceof Form.TextOrSection
                || section.form() instanceof Form.WordOrSection
            ? of.anyOf().stream().filter(each -> !each.properties().isEmpty()).findFirst().get()
            : of;
    assertThat(object.properties().keySet())
        .as("keys of %s", section.word())
        .containsExactlyElementsOf(section.keys().stream().map(Key::word).toList());
    assertThat(object.words().getOrDefault("required", List.of()))
        .as("required keys of %s", section.word())
        .isEqualTo(section.keys().stream().filter(Key::required).map(Key::word).toList());
    assertThat(object.words()).containsEntry("additionalProperties", false);
    for (Key key : section.keys()) {
      JsonSchema below = object.properties().get(key.word());
      assertThat(below.words()).as("what is said of %s", key.word()).containsKey("description");
      if (!key.keys().isEmpty()) {
        checkKeys(key, below);
      }
    }
  }

  /** A value as it stands in a file, and as an editor understands it. */
  private record Sample(String written, Object value) {}

  /** Around every bound, and of every type, right and wrong. */
  private static List<Sample> samples(Form form) {
    List<Sample> samples = new ArrayList<>();
    for (Object plain :
        List.of(
            "users.csv",
            "auto",
            true,
            false,
            0,
            -1,
            1,
            5,
            1.5,
            1_000,
            1_001,
            "0%",
            "5%",
            "05%",
            "100%",
            "100.000%",
            "100.001%",
            "101%",
            "0.125%",
            "0.1255%",
            "5 %",
            "five",
            1_000_000_000L,
            1_000_000_001L,
            -1_000_000_000L,
            -1_000_000_001L)) {
      samples.add(new Sample(plain.toString(), plain));
      samples.add(new Sample("\"" + plain + "\"", plain.toString()));
    }
    if (form instanceof Form.WholeNumber number) {
      for (long at : new long[] {number.least(), number.most()}) {
        for (long near = at - 1; near <= at + 1; near++) {
          samples.add(new Sample(Long.toString(near), near));
        }
      }
    }
    for (String quoted : List.of("", "  ", "x".repeat(100), "x".repeat(101), "x".repeat(4_097))) {
      samples.add(new Sample("\"" + quoted + "\"", quoted));
    }
    samples.add(new Sample("[]", List.of()));
    samples.add(new Sample("[a, 2]", List.of("a", 2)));
    samples.add(new Sample("{ a: 1 }", Map.of("a", 1)));
    if (form instanceof Form.Url url) {
      String start = "HTTP://monitor.example.org:8080/";
      for (String near :
          List.of(
              right(form),
              "https://monitor.example.org",
              start,
              start + "x".repeat(url.longest() - start.length()),
              start + "x".repeat(url.longest() - start.length() + 1),
              start + "a b",
              start + "#here",
              "https://user:word@monitor.example.org/ping",
              "http://the_monitor:8000/ping",
              "https:///ping",
              "https://?ping",
              "ftp://monitor.example.org/ping")) {
        samples.add(new Sample("\"" + near + "\"", near));
      }
    }
    if (form instanceof Form.Ready) {
      for (String near :
          List.of(
              "rename",
              "Rename",
              "settle 1s",
              "settle 5m",
              "settle 6m",
              "settle 99s",
              "settle 299s",
              "settle 300s",
              "settle 301s",
              "settle 999m",
              "settle 0s",
              "settle 1000s",
              "settle 10",
              "settle  10s",
              "settle 2h",
              "marker .done",
              "marker .a.b-c_1",
              "marker done",
              "marker .",
              "marker ." + "x".repeat(20),
              "marker ." + "x".repeat(21),
              "marker ./x")) {
        samples.add(new Sample(near, near));
      }
    }
    if (form instanceof Form.Days) {
      for (String near :
          List.of("0d", "1d", "30d", "030d", "999d", "3650d", "3651d", "30", "30 d")) {
        samples.add(new Sample(near, near));
      }
    }
    if (form instanceof Form.Glob) {
      for (String near : List.of("users-*.{csv,csv.gz}", "sub/users.csv", "/users.csv")) {
        samples.add(new Sample("\"" + near + "\"", near));
      }
    }
    String variable = "${ROWS:" + right(form) + "}";
    samples.add(new Sample(variable, variable));
    words(form).forEach(word -> samples.add(new Sample("'" + word.replace("'", "''") + "'", word)));
    return samples;
  }

  private static String right(Form form) {
    if (form instanceof Form.TrueOrFalse) {
      return "true";
    }
    if (form instanceof Form.Url) {
      return "https://monitor.example.org/ping?of=this";
    }
    if (form instanceof Form.Moment) {
      return "2026-11-01";
    }
    if (form instanceof Form.Ready) {
      return "settle 10s";
    }
    if (form instanceof Form.Days) {
      return "30d";
    }
    return words(form).isEmpty() || form instanceof Form.Run ? "5" : words(form).get(0);
  }

  private static List<String> words(Form form) {
    if (form instanceof Form.OneOf oneOf) {
      return oneOf.words();
    }
    if (form instanceof Form.Run) {
      return List.of(Filter.LAST_RUN);
    }
    if (form instanceof Form.WordOrSection section) {
      return section.words();
    }
    return form instanceof Form.Columns columns ? columns.words() : List.of();
  }

  private static final List<Key> TOPS = List.of(Key.TOP, Key.REPORT_FILE);

  /**
   * What the program takes, the schema takes; and the other way round, apart from what a schema
   * can't know: which charsets there are, and that columns are positions without a header.
   */
  @Test
  void bothTakeTheSameValues() throws IOException {
    List<List<Key>> paths = new ArrayList<>();
    TOPS.forEach(top -> paths.addAll(leaves(top, List.of())));
    for (List<Key> path : paths) {
      Key key = path.get(path.size() - 1);
      boolean schemaKnowsAll =
          key != Key.CHARSET
              && key != Key.HEADER
              && !(key.form() instanceof Form.Column)
              && !(key.form() instanceof Form.Extras);
      for (Sample sample : samples(key.form())) {
        boolean read = isRead(path, sample);
        boolean taken = schema.takes(document(path, sample));
        assertThat(taken || !read)
            .as("the schema must take %s: %s, as the program does", key.word(), sample.written())
            .isTrue();
        assertThat(read || !taken || !schemaKnowsAll)
            .as("the schema must not take %s: %s, as the program doesn't", key.word(), sample)
            .isTrue();
      }
    }
  }

  private static List<List<Key>> leaves(Key section, List<Key> above) {
    List<List<Key>> leaves = new ArrayList<>();
    for (Key key : section.keys()) {
      List<Key> path = new ArrayList<>(above);
      path.add(key);
      if (!(key.form() instanceof Form.Section)) {
        leaves.add(path);
      }
      leaves.addAll(leaves(key, path));
    }
    return leaves;
  }

  private boolean isRead(List<Key> path, Sample sample) throws IOException {
    try {
      read(written(document(path, new Sample("", new Written(sample.written()))), ""));
      return true;
    } catch (Failure wrong) {
      return false;
    }
  }

  /** A value that is written as it is. */
  private record Written(String text) {}

  /** A right file but for the sample. */
  private static Map<String, Object> document(List<Key> path, Sample sample) {
    Map<String, Object> document = new LinkedHashMap<>();
    boolean report = path.get(0) == Key.REPORT || path.get(0) == Key.FROM_DATABASE;
    if (report) {
      document.put("report", new LinkedHashMap<>(source(path)));
    } else if (path.contains(Key.INBOX) || path.contains(Key.AFTER)) {
      Map<String, Object> inbox = new LinkedHashMap<>(Map.of("folder", "in", "match", "users-*"));
      document.put("import", new LinkedHashMap<>(Map.of("inbox", inbox)));
    } else {
      document.put("import", new LinkedHashMap<>(Map.of("from", "users.csv")));
    }
    if (path.contains(Key.MISSING)) {
      section(document, Key.IMPORT).put("mode", "mirror");
    }
    Map<String, Object> section = document;
    for (Key key : path.subList(0, path.size() - 1)) {
      section = section(section, key);
    }
    section.put(path.get(path.size() - 1).word(), sample.value());
    return document;
  }

  /** What goes with the last key of a path. */
  private static Map<String, Object> source(List<Key> path) {
    Key last = path.get(path.size() - 1);
    if (last == Key.SQL) {
      return Map.of();
    }
    if (last == Key.PARAMS) {
      return Map.of("sql", "mine.sql");
    }
    boolean ofLevels =
        last == Key.FILTERS.get(Filter.LEVEL_MIN) || last == Key.FILTERS.get(Filter.LEVEL_MAX);
    return Map.of("query", path.contains(Key.FILTER) && !ofLevels ? "changes" : "users");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> section(Map<String, Object> above, Key key) {
    Map<String, Object> section =
        (Map<String, Object>) above.computeIfAbsent(key.word(), word -> new LinkedHashMap<>());
    if (key == Key.LEVELS) {
      // Or a sample would be right but for the other bound.
      section.put("min", -1_000_000_000);
      section.put("max", 1_000_000_000);
    } else if (key == Key.COLUMNS) {
      section.put("username", "login");
    } else if (key == Key.MISSING) {
      section.put("level", 0);
    } else if (key == Key.TRAILER) {
      section.put("match", "EOF");
    }
    return section;
  }

  /** In block style, where a variable needs no quotes. */
  private static String written(Map<String, Object> section, String indent) {
    StringBuilder text = new StringBuilder();
    section.forEach(
        (word, value) -> {
          text.append(indent).append(word).append(": ");
          if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, Object> below = (Map<String, Object>) value;
            text.append('\n').append(written(below, indent + "  "));
          } else {
            text.append(value instanceof Written as ? as.text() : value).append('\n');
          }
        });
    return text.toString();
  }

  /** A file that spells out what the schema gives as defaults means what one without them means. */
  @Test
  void theDefaultsOfTheSchemaAreTheProgramsOwn() throws IOException {
    checkDefaults(Key.TOP, "import", Map.of("from", "users.csv"), 13);
    checkDefaults(Key.REPORT_FILE, "report", Map.of("query", "users"), 3);
  }

  private void checkDefaults(Key top, String word, Map<String, Object> least, int expected)
      throws IOException {
    Map<String, Object> spelt = new LinkedHashMap<>();
    spelt.put(word, new LinkedHashMap<>(least));
    int defaults = 0;
    for (List<Key> path : leaves(top, List.of())) {
      JsonSchema of = form(top);
      for (Key key : path) {
        of = of.properties().get(key.word());
        if (of == null || key == Key.COLUMNS) {
          break;
        }
      }
      if (of != null && of.words().containsKey("default")) {
        defaults++;
        put(spelt, path, of.words().get("default"));
      }
    }
    assertThat(defaults).isEqualTo(expected);
    assertThat(read(written(spelt, "")))
        .isEqualTo(read(written(new LinkedHashMap<>(Map.of(word, least)), "")));
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> document, List<Key> path, Object value) {
    Map<String, Object> section = document;
    for (Key key : path.subList(0, path.size() - 1)) {
      section =
          (Map<String, Object>) section.computeIfAbsent(key.word(), word -> new LinkedHashMap<>());
    }
    section.put(path.get(path.size() - 1).word(), value);
  }

  @Test
  void theSchemaTakesTheExampleJobs() throws IOException {
    List<Path> jobs;
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      jobs = files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(jobs).isNotEmpty();
    for (Path job : jobs) {
      assertThat(schema.takes(JsonSchema.read(job).words())).as("%s", job).isTrue();
    }
  }

  private JobDefinition read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), text);
    return JobFile.read(file, Map.of());
  }
}
