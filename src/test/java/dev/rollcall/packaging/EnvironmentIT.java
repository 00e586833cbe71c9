package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.packaging.Shell.Result;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program where it is not at home: each of these must import the same. */
class EnvironmentIT {
  private static final Path PROGRAM = Path.of(System.getProperty("rollcall.program", "none"));

  /** In Turkish, the small letter of I has no dot; header names are compared without case. */
  private static final String ROWS =
      "USERNAME,EMAIL,LEVEL,ACTION\n"
          + "Işıl,IŞIL@example.com,3,INSERT\n"
          + "Ida,IDA@example.com,+4,\n"
          + "bob,,9,\n";

  private static final Pattern STARTED = Pattern.compile("\"started\":\"([^\"]*)\"");

  @TempDir private Path root;
  private Shell shell;
  private String database = "users.db";
  private Path program = PROGRAM;

  @BeforeEach
  void begin() throws IOException {
    assumeTrue(Files.exists(PROGRAM), "skipped: the program is not packaged");
    shell = Shell.withToolsForArchives(root);
  }

  private void importsAsAnywhere() throws Exception {
    Files.writeString(shell.folder().resolve("users.csv"), ROWS);
    List<String> arguments =
        new ArrayList<>(List.of("import", "users.csv", "--db", database, "--summary", "s.json"));
    Instant before = Instant.now();
    Result result;
    if (program.equals(PROGRAM)) {
      result = shell.run(PROGRAM, arguments.toArray(String[]::new));
    } else {
      arguments.add(0, PROGRAM.toString());
      result = shell.run(program, arguments.toArray(String[]::new));
    }
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("  read                  3\n", "  created               2\n")
        .contains("               1  ACTION_UNKNOWN  first in line 2\n")
        .doesNotContain("\u001b", "\r");
    Matcher started = STARTED.matcher(Files.readString(shell.folder().resolve("s.json")));
    assertThat(started.find()).isTrue();
    assertThat(Instant.parse(started.group(1))).isCloseTo(before, within(2, ChronoUnit.MINUTES));
    assertThat(started.group(1)).matches("[0-9-]{10}T[0-9:]{8}Z");
    Path file = shell.folder().resolve(database);
    assertThat(users(file)).containsExactly("Ida IDA@example.com 5", "bob null 9");
    try (Stream<Path> files = Files.list(file.getParent())) {
      for (Path each : files.filter(each -> !each.endsWith("users.csv")).toList()) {
        if (Files.isRegularFile(each)) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
              .as(each.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  private static List<String> users(Path file) throws SQLException {
    List<String> users = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select username, email, level from users order by username")) {
      while (result.next()) {
        users.add(result.getString(1) + " " + result.getString(2) + " " + result.getInt(3));
      }
    }
    return users;
  }

  @Test
  void theJavaThatRunsThis() throws Exception {
    shell.with("JAVA_HOME", System.getProperty("java.home"));
    importsAsAnywhere();
  }

  @Test
  void java25() throws Exception {
    Path found = null;
    if (Files.isDirectory(Path.of("/usr/lib/jvm"))) {
      try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
        found =
            homes
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .filter(EnvironmentIT::is25)
                .findFirst()
                .orElse(null);
      }
    }
    if (found == null) {
      System.out.println("EnvironmentIT.java25 is skipped: there is no JDK 25 in /usr/lib/jvm");
    }
    assumeTrue(found != null, "skipped: there is no JDK 25 in /usr/lib/jvm");
    shell.with("JAVA_HOME", String.valueOf(found));
    importsAsAnywhere();
  }

  private static boolean is25(Path home) {
    try {
      return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theLocaleOfCron() throws Exception {
    shell.with("LANG", "C");
    importsAsAnywhere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de_XX.UTF-8", "UTF-8", "de_DE.ISO-8859-1"})
  void aLocaleThatIsNotInstalled(String locale) throws Exception {
    shell.with("LC_ALL", locale);
    database = "t\u00e4glich.db";
    importsAsAnywhere();
  }

  /** It would else be in the middle of a report. */
  @Test
  void whyJavaCantStartIsSaidOnStandardError() throws Exception {
    shell.with("ROLLCALL_JAVA_OPTS", "-Xmx999999g");
    Result result = shell.run(PROGRAM, "report", "users");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("object heap");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.language=tr -Duser.country=TR",
        "-Duser.language=ar -Duser.country=EG",
        "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
        // It has an hour that is skipped, and lies far from UTC.
        "-Duser.timezone=Australia/Lord_Howe",
        "-Duser.timezone=America/St_Johns",
        "-Xmx64m",
        "-Djava.awt.headless=true -Dfile.encoding=ISO-8859-1"
      })
  void whatJavaIsTold(String options) throws Exception {
    shell.with("ROLLCALL_JAVA_OPTS", options);
    importsAsAnywhere();
  }

  /** Of short rows a chunk of 20,000 is small. Of these, three in work would be 3 GB. */
  @Test
  void aSmallHeapIsEnoughForLongRows() throws Exception {
    int rows = 600;
    String reason = "x".repeat(60_000);
    try (BufferedWriter file = Files.newBufferedWriter(shell.folder().resolve("users.csv"))) {
      file.write("username,reason\n");
      for (int row = 0; row < rows; row++) {
        file.write("user" + row + "," + reason + "\n");
      }
    }
    shell.with("ROLLCALL_JAVA_OPTS", "-Xmx64m");
    Result result = shell.run(PROGRAM, "import", "users.csv", "--db", database, "--quiet");
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(users(shell.folder().resolve(database))).hasSize(rows);
  }

  @Test
  void namesThatMeanSomethingElsewhere() throws Exception {
    shell.in(Files.createDirectories(Shell.awkward(root).resolve("50% & more; [x] {y} 'z'")));
    database = "a?mode=ro#b%20c&d=e;f+g.db";
    importsAsAnywhere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/nowhere", "/proc"})
  void noHome(String home) throws Exception {
    if (home.isEmpty()) {
      shell.without("HOME");
    } else {
      shell.with("HOME", home);
    }
    importsAsAnywhere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"umask 000", "umask 077", "ulimit -n 256", "ulimit -c 0; ulimit -s 1024"})
  void limitsOfTheShell(String limit) throws Exception {
    program = Shell.script(root.resolve("limited"), limit + " || exit 9", "exec \"$@\"");
    importsAsAnywhere();
  }
}
