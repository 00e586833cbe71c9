package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of a test's own, that listens to a socket in its folder only, asked by {@code
 * psql}. As it does not run as root, root starts it as nobody.
 */
final class PostgreSql implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final int NOBODY = 65_534;
  private static final long TIMEOUT_SECONDS = 120;

  private final Path programs;
  private final Path folder;
  private final List<String> prefix;

  private PostgreSql(Path programs, Path folder, List<String> prefix) {
    this.programs = programs;
    this.folder = folder;
    this.prefix = prefix;
  }

  /** Starts one; skips the test, saying so, where there is none. */
  static PostgreSql start() throws IOException {
    Path programs = programs();
    if (programs == null) {
      System.out.println("a test is skipped: there is no initdb of PostgreSQL");
    }
    assumeTrue(programs != null, "skipped: there is no initdb of PostgreSQL");
    Path folder = Files.createTempDirectory("rollcall-pg");
    List<String> prefix = new ArrayList<>();
    if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
      prefix.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY));
      prefix.add("--clear-groups");
    }
    PostgreSql server = new PostgreSql(programs, folder, prefix);
    try {
      server.command("initdb", "-D", server.data(), "-U", "tester", "-A", "trust", "-E", "UTF8");
      String options = "-c listen_addresses='' -c fsync=off -k " + folder;
      server.command("pg_ctl", "-D", server.data(), "-w", "-o", options, "start");
      return server;
    } catch (IOException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  private static @Nullable Path programs() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(each));
    }
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> versions = Files.list(INSTALLED)) {
        versions
            .sorted(Comparator.reverseOrder())
            .forEach(version -> folders.add(version.resolve("bin")));
      }
    }
    return folders.stream()
        .filter(
            each ->
                Stream.of("initdb", "pg_ctl", "psql")
                    .allMatch(program -> Files.isExecutable(each.resolve(program))))
        .findFirst()
        .orElse(null);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** What {@code psql} prints; it stops at the first error, which fails the test. */
  String psql(String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", folder.toString(), "-U", "tester"));
    words.addAll(List.of(arguments));
    words.add("postgres");
    return command("psql", words.toArray(String[]::new));
  }

  private String command(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(program.equals("psql") ? List.of() : prefix);
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("rollcall-pg", ".out");
    Path err = Files.createTempFile("rollcall-pg", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("PGCLIENTENCODING", "UTF8");
      Process process = builder.start();
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("%s", command).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, Files.readString(err)).isZero();
      return Files.readString(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(folder.resolve("data/postmaster.pid"))) {
      command("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
