package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.proof.ChildProgram;
import dev.rollcall.proof.PostgreSqlServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the documentation tells people to run, in a shell, and compares what comes out. A block
 * of kind {@code console} is read like this: {@code $ } begins a command, {@code # exit N} says how
 * it ends if not with 0, other lines are what it prints, with {@code ...} for anything; after a
 * command with a file in it ({@code <<'E'}), the file, up to a line {@code E}.
 *
 * <p>Each section of the README begins in an empty folder, but for the one that builds; each page
 * of the docs in one with the example jobs and their data.
 */
class DocumentedCommandsTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath();

  /** The section of the README whose commands are for a checkout. */
  private static final String INSTALL = "Install";

  /** A file in the command itself, up to a line that ends it. */
  private static final String HERE = "<<'E'";

  private static final String HERE_ENDS = "\nE";

  /** Where the docs have databases on a server, each page has some of its own. */
  private static final Pattern SERVER = Pattern.compile("postgresql://db\\.example\\.com/\\w+");

  private final Map<String, String> servers = new HashMap<>();

  @TempDir Path root;

  private record Documented(String command, int exitCode, List<String> output) {}

  @TestFactory
  Stream<DynamicNode> documentedCommandsWork() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh here");
    makeTools();
    List<DynamicNode> places = new ArrayList<>();
    Map<String, List<Documented>> sections = sections(PROJECT.resolve("README.md"));
    assertThat(sections).hasSizeGreaterThan(5).containsKey(INSTALL);
    for (Map.Entry<String, List<Documented>> section : sections.entrySet()) {
      Path folder = folder(section.getKey());
      if (section.getKey().equals(INSTALL)) {
        copyExamples(folder);
      }
      places.add(container(section.getKey(), folder, section.getValue()));
    }
    try (Stream<Path> docs = Files.list(PROJECT.resolve("src/docs"))) {
      for (Path page : docs.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        String name = String.valueOf(page.getFileName());
        List<Documented> commands = sections(page).values().stream().flatMap(List::stream).toList();
        if (!commands.isEmpty()) {
          Path folder = folder(name);
          copyExamples(folder);
          places.add(container(name, folder, commands));
        }
      }
    }
    return places.stream();
  }

  private DynamicContainer container(String name, Path folder, List<Documented> commands) {
    return DynamicContainer.dynamicContainer(
        name,
        commands.stream()
            .map(DocumentedCommandsTest::withoutBuilding)
            .filter(documented -> !documented.command.startsWith("./mvnw"))
            .map(
                each ->
                    DynamicTest.dynamicTest(
                        each.command, () -> run(onServer(each, folder), folder))));
  }

  /** The same without the build, which is running. */
  private static Documented withoutBuilding(Documented documented) {
    return documented.command.equals("./mvnw -q spring-boot:run")
        ? new Documented("rollcall run import-users", documented.exitCode, documented.output)
        : documented;
  }

  /** The same with the server that there is; skipped where there is none. */
  private Documented onServer(Documented documented, Path folder) {
    return SERVER.matcher(documented.command).find()
        ? new Documented(
            onServer(documented.command, folder),
            documented.exitCode,
            documented.output.stream().map(line -> onServer(line, folder)).toList())
        : documented;
  }

  private String onServer(String text, Path folder) {
    return SERVER
        .matcher(text)
        .replaceAll(
            there ->
                servers.computeIfAbsent(
                    folder + " " + there.group(), none -> PostgreSqlServer.get().bare().address()));
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(root.resolve(name.replaceAll("\\W+", "-")));
  }

  private static void copyExamples(Path folder) throws IOException {
    for (String name : List.of("data", "jobs")) {
      Files.createDirectory(folder.resolve(name));
      try (Stream<Path> files = Files.list(PROJECT.resolve(name))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(name).resolve(file.getFileName()));
        }
      }
    }
  }

  private void makeTools() throws IOException {
    Path bin = Files.createDirectory(root.resolve("bin"));
    String path = String.valueOf(System.getenv("PATH"));
    ChildProgram.makeScript(bin.resolve("rollcall"));
    if (Arrays.stream(path.split(":")).noneMatch(each -> Files.exists(Path.of(each, "sqlite3")))) {
      makeTool(bin.resolve("sqlite3"), SqliteShell.class);
    }
  }

  private static void makeTool(Path tool, Class<?> main) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath = System.getProperty("java.class.path");
    // Most of these take a second, most of which the thorough compiler would take.
    String flags = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    Files.writeString(
        tool,
        "#!/bin/sh\nexec '%s' %s -cp '%s' %s \"$@\"\n"
            .formatted(java, flags, classPath, main.getName()));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  private static void run(Documented documented, Path folder) throws Exception {
    Path output = folder.resolveSibling(folder.getFileName() + ".txt");
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "PATH=\"$PWD/../bin:$PATH\"; " + documented.command)
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

  /** The commands of a page by the heading above them; sections without any are left out. */
  private static Map<String, List<Documented>> sections(Path page) throws IOException {
    Map<String, List<Documented>> sections = new LinkedHashMap<>();
    String heading = "";
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (!inside && line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      } else if (inside) {
        take(line, sections.computeIfAbsent(heading, none -> new ArrayList<>()));
      }
    }
    return sections;
  }

  private static void take(String line, List<Documented> commands) {
    String last = commands.isEmpty() ? "" : commands.get(commands.size() - 1).command;
    if (last.contains(HERE) && !last.endsWith(HERE_ENDS)) {
      commands.remove(commands.size() - 1);
      commands.add(new Documented(last + "\n" + line, 0, new ArrayList<>()));
    } else if (line.startsWith("$ ")) {
      commands.add(new Documented(line.substring(2), 0, new ArrayList<>()));
    } else if (line.startsWith("# exit ")) {
      Documented failing = commands.remove(commands.size() - 1);
      int exitCode = Integer.parseInt(line.substring("# exit ".length()));
      commands.add(new Documented(failing.command, exitCode, failing.output));
    } else {
      commands.get(commands.size() - 1).output.add(line.strip());
    }
  }
}
