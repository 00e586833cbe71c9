package dev.rollcall.jobfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.DocumentedTable;
import dev.rollcall.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the page on job files says is so. */
class JobFilesPageTest {

  private static final Path PAGE = Path.of("src/docs/job-files.md");
  private static final Map<String, String> ENVIRONMENT = Map.of("ROLLCALL_HOME", "/srv");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern FLAG = Pattern.compile("--[a-z-]+");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyExampleIsAJobFile() throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
    while (example.find()) {
      examples.add(example.group(1));
    }
    assertThat(examples).hasSizeGreaterThan(4);
    return examples.stream()
        .map(text -> DynamicTest.dynamicTest(text, () -> assertThat(read(text)).isNotNull()));
  }

  @Test
  void theTableHasEveryKeyInTheirOrder() throws IOException {
    List<String> keys = new ArrayList<>();
    keys(Key.TOP, "", keys);
    assertThat(DocumentedTable.read(PAGE).words(0)).isEqualTo(keys);
  }

  private static void keys(Key section, String above, List<String> keys) {
    for (Key key : section.keys()) {
      if (key.keys().isEmpty()) {
        keys.add(above + key.word());
      } else {
        keys(key, above + key.word() + ".", keys);
      }
    }
  }

  /** A file that spells out the documented defaults means what one without them means. */
  @Test
  void theDefaultsAreTheProgramsOwn() throws IOException {
    DocumentedTable table = DocumentedTable.read(PAGE);
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    StringBuilder top = new StringBuilder();
    for (List<String> row : table.rows()) {
      String key = row.get(0).replace("`", "");
      String value = row.get(2);
      if (!value.matches("`[\\w-]+`")) {
        continue;
      }
      int dot = key.lastIndexOf('.');
      StringBuilder section =
          dot < 0
              ? top
              : sections.computeIfAbsent(key.substring(0, dot), name -> new StringBuilder());
      section
          .append(key.substring(dot + 1))
          .append(": ")
          .append(value.replace("`", ""))
          .append(", ");
    }
    String text =
        "{ import: { from: users.csv, csv: { %s }, columns: { %s }, %s }, levels: { %s }, rejects: { %s }, %s }"
            .formatted(
                sections.remove("import.csv"),
                sections.remove("import.columns"),
                sections.remove("import"),
                sections.remove("levels"),
                sections.remove("rejects"),
                top);
    assertThat(sections).isEmpty();
    // Columns that a job names have to be there, also by their own names.
    assertThat(read(text).toString().replaceAll("required=\\[[^\\]]*]", "required=[]"))
        .isEqualTo(read("{ import: { from: users.csv } }").toString());
  }

  /** The flags are those that only {@code import} has, and the four that {@code run} has too. */
  @Test
  void theFlagsAreThoseOfTheCommand() throws IOException {
    Set<String> documented = new HashSet<>(DocumentedTable.read(PAGE).words(1));
    documented.removeAll(Set.of("", "FILE…"));
    Set<String> flags = flags("import");
    flags.removeAll(flags("run"));
    flags.addAll(Set.of("--db", "--max-rejects", "--ping", "--workers"));
    assertThat(documented).isEqualTo(flags);
  }

  private static Set<String> flags(String command) {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(help, true, UTF_8);
    Main.run(new String[] {command, "--help"}, InputStream.nullInputStream(), out, out);
    Set<String> flags = new TreeSet<>();
    Matcher flag = FLAG.matcher(help.toString(UTF_8));
    while (flag.find()) {
      flags.add(flag.group());
    }
    assertThat(flags).as("flags of %s", command).contains("--db");
    return flags;
  }

  private JobDefinition read(String text) throws IOException {
    return JobFile.read(Files.writeString(folder.resolve("job.yaml"), text), ENVIRONMENT);
  }
}
