package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the documentation tells people to run, in a shell, and compares what comes out. A block
 * of kind {@code console} is read so: {@code $ } begins a command, {@code # exit N} says how it
 * ends if not with 0, other lines are what it prints, with {@code ...} for anything.
 */
class DocumentedCommandsTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir Path folder;

  private record Documented(String command, int exitCode, List<String> output) {}

  @TestFactory
  Stream<DynamicTest> documentedCommandsWork() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh here");
    prepare();
    List<Documented> commands = new ArrayList<>();
    commands.addAll(read(PROJECT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(PROJECT.resolve("src/docs"))) {
      for (Path page : docs.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        commands.addAll(read(page));
      }
    }
    assertThat(commands).hasSizeGreaterThan(10);
    return commands.stream()
        .map(DocumentedCommandsTest::withoutBuilding)
        .filter(documented -> !documented.command.startsWith("./mvnw"))
        .map(documented -> DynamicTest.dynamicTest(documented.command, () -> run(documented)));
  }

  /** What it does besides, the commands after it count on. */
  private static Documented withoutBuilding(Documented documented) {
    return documented.command.equals("./mvnw -q spring-boot:run")
        ? new Documented("rollcall run import-users", documented.exitCode, documented.output)
        : documented;
  }

  private void prepare() throws IOException, SQLException {
    for (String name : List.of("data", "jobs")) {
      Files.createDirectory(folder.resolve(name));
      try (Stream<Path> files = Files.list(PROJECT.resolve(name))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(name).resolve(file.getFileName()));
        }
      }
    }
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = bin.resolve("rollcall");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        program,
        "#!/bin/sh\nexec '"
            + java
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' dev.rollcall.Main \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("legacy.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table users (id integer not null, username varchar(50), email varchar(100),"
              + " level integer, primary key (id))");
      statement.execute("insert into users (username, level) values ('maria', null)");
    }
    String page = Files.readString(PROJECT.resolve("src/docs/adopting.md"));
    String byHand = page.substring(page.indexOf("```sql\n") + "```sql\n".length());
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(byHand.substring(0, byHand.indexOf(';')));
    }
  }

  private void run(Documented documented) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "PATH=\"$PWD/bin:$PATH\"; " + documented.command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isEqualTo(documented.exitCode);
    StringBuilder expected = new StringBuilder();
    for (String line : documented.output) {
      for (String part : line.split("\\.\\.\\.", -1)) {
        expected.append(Pattern.quote(part)).append(".*");
      }
    }
    assertThat(text).matches(Pattern.compile(".*" + expected, Pattern.DOTALL));
  }

  private static List<Documented> read(Path page) throws IOException {
    List<Documented> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        commands.add(new Documented(line.substring(2), 0, new ArrayList<>()));
      } else if (inside && line.startsWith("# exit ")) {
        Documented last = commands.remove(commands.size() - 1);
        int exitCode = Integer.parseInt(line.substring("# exit ".length()));
        commands.add(new Documented(last.command, exitCode, last.output));
      } else if (inside) {
        commands.get(commands.size() - 1).output.add(line.strip());
      }
    }
    return commands;
  }
}
