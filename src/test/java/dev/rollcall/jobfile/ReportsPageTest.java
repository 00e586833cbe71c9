package dev.rollcall.jobfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.DocumentedTable;
import dev.rollcall.Main;
import dev.rollcall.reporting.Filter;
import dev.rollcall.reporting.NamedReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on reports says of keys, flags and filters is so. */
class ReportsPageTest {

  private static final Path PAGE = Path.of("src/docs/reports.md");
  private static final Pattern FLAG = Pattern.compile("--(?:\\[no-])?[a-z-]+");

  @Test
  void theTableHasEveryKeyInTheirOrder() throws IOException {
    List<String> keys = new ArrayList<>();
    keys(Key.REPORT_FILE, "", keys);
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

  /** The flags are those that only {@code report} has, apart from the one for the database. */
  @Test
  void theFlagsAreThoseOfTheCommand() throws IOException {
    Set<String> documented = new TreeSet<>(DocumentedTable.read(PAGE).words(1));
    documented.removeAll(Set.of("", "NAME"));
    // One key, two flags.
    documented.add("--zstd");
    Set<String> flags = flags("report");
    flags.removeAll(flags("check"));
    flags.removeAll(Set.of("--echo", "--debug", "--quiet", "--no-progress", "--must-exist"));
    assertThat(documented).isEqualTo(flags);
  }

  private static Set<String> flags(String command) {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(help, true, UTF_8);
    Main.run(new String[] {command, "--help"}, InputStream.nullInputStream(), out, out);
    Set<String> flags = new TreeSet<>();
    Matcher flag = FLAG.matcher(help.toString(UTF_8));
    while (flag.find()) {
      flags.add(flag.group().replace("[no-]", "no-"));
    }
    return flags;
  }

  @Test
  void theReportsAreThereWithTheirFilters() throws IOException {
    List<String> expected = new ArrayList<>();
    for (NamedReport report : NamedReport.values()) {
      List<String> filters =
          report.filters().stream().map(Filter::word).map(word -> "`--" + word + "`").toList();
      expected.add("| " + report.word() + " | " + String.join(" ", filters) + " |");
    }
    List<String> documented =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches("\\| [a-z]+ \\| [A-Z].*"))
            .map(line -> line.replaceFirst("\\| [^|]*\\? \\|", "|"))
            .map(line -> line.replaceFirst("\\| [A-Z][^|]*\\|", "|"))
            .toList();
    assertThat(documented).isEqualTo(expected);
  }
}
