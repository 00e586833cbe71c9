package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine as small as a test wants it: a home, a PATH with few tools, whatever JDKs the test
 * makes up, and the real {@code sh}. A test names what it needs from the real machine.
 */
final class Shell {
  private static final long TIMEOUT_SECONDS = 120;

  private final Path root;
  private final Map<String, String> environment = new TreeMap<>();
  private Path folder;
  private List<String> prefix = List.of();

  /**
   * What a finished process said.
   *
   * @param code its exit code
   */
  record Result(int code, String out, String err) {
    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  /** With all that the launcher calls, also to make an archive. */
  static Shell withToolsForArchives(Path root) throws IOException {
    return new Shell(
        root,
        "sh",
        "readlink",
        "sed",
        "ls",
        "cat",
        "cksum",
        "tr",
        "nice",
        "mkdir",
        "ln",
        "rm",
        "mv",
        "sync",
        "find",
        "chmod",
        "id");
  }

  /** Skips the test, saying so, where there is no {@code sh}. */
  Shell(Path root, String... tools) throws IOException {
    this.root = root;
    assumeTrue(onPath("sh") != null, "skipped: no sh on the PATH");
    Path bin = Files.createDirectories(root.resolve("bin"));
    for (String tool : tools) {
      Path real = onPath(tool);
      assumeTrue(real != null, () -> "skipped: no " + tool + " on the PATH");
      script(bin.resolve(tool), "exec '" + real + "' \"$@\"");
    }
    folder = Files.createDirectories(root.resolve("cwd"));
    with("PATH", bin.toString());
    with("HOME", Files.createDirectories(root.resolve("home")).toString());
    with("LANG", "C.UTF-8");
  }

  /** A folder whose name has a blank and letters beyond ASCII, if this JVM can name such a one. */
  static Path awkward(Path root) throws IOException {
    try {
      return Files.createDirectories(root.resolve("röll call"));
    } catch (InvalidPathException e) {
      assumeTrue(false, "skipped: no name beyond ASCII in this locale");
      throw e;
    }
  }

  /** The script with its absolute folders moved below this root, so that it sees no real JDK. */
  String confined(String script) {
    return script
        .replace(" /usr/lib/jvm", " " + root + "/usr/lib/jvm")
        .replace(" /usr/java", " " + root + "/usr/java")
        .replace(" /opt/", " " + root + "/opt/")
        .replace(" /Library/", " " + root + "/Library/");
  }

  /** The launcher in a folder as it is packaged, with a file for a program. */
  Path installed(Path home) throws IOException {
    Path sources = Path.of("src/main/launcher");
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/rollcall.jar"), "the program");
    Files.copy(sources.resolve("make-archive.sh"), home.resolve("lib/make-archive.sh"));
    Files.copy(sources.resolve("seed.sh"), home.resolve("lib/seed.sh"));
    return script(
        home.resolve("bin/rollcall"), confined(Files.readString(sources.resolve("rollcall"))));
  }

  Shell with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Shell without(String name) {
    environment.remove(name);
    return this;
  }

  Shell in(Path other) {
    folder = other;
    return this;
  }

  /** As another user; skips the test, saying so, where that can't be done. */
  Shell as(int user) throws IOException {
    Path setpriv = onPath("setpriv");
    boolean possible = setpriv != null && isRoot();
    if (!possible) {
      System.out.println("a test is skipped: only root, with setpriv, can become other users");
    }
    assumeTrue(possible, "skipped: only root, with setpriv, can become other users");
    prefix =
        List.of(String.valueOf(setpriv), "--reuid=" + user, "--regid=" + user, "--clear-groups");
    return this;
  }

  /** Gives a file, or a link itself, to another user; skips the test where only root may. */
  static Path give(Path file, int user) throws IOException {
    if (!isRoot()) {
      System.out.println("a test is skipped: only root can give files to other users");
    }
    assumeTrue(isRoot(), "skipped: only root can give files to other users");
    Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    return file;
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
  }

  Path folder() {
    return folder;
  }

  /** An executable file. */
  static Path script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return executable(file);
  }

  static Path executable(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A folder that passes for a JDK of this version; its java is the lines given. */
  static Path jdk(Path home, String version, String... java) throws IOException {
    script(home.resolve("bin/java"), java);
    script(home.resolve("bin/javac"), "exit 1");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** A JDK whose java says which it is and lists its arguments, a line each. */
  static Path tellingJdk(Path home, String version) throws IOException {
    return jdk(home, version, "echo 'java " + version + "'", "printf '[%s]\\n' \"$@\"");
  }

  /** Names such a one as the Java to take. */
  Path javaHome(String version) throws IOException {
    Path home = tellingJdk(root.resolve("given"), version);
    with("JAVA_HOME", home.toString());
    return home;
  }

  Result run(Path program, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.of(prefix.stream(), Stream.of(program.toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toList();
    Path out = Files.createTempFile(root, "out", "");
    Path err = Files.createTempFile(root, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      assertThat(Files.readString(err)).as("%s did not end; it said", command).isNull();
    }
    return new Result(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The tool on the real PATH, or null. */
  static Path onPath(String tool) {
    for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(each.isEmpty() ? "." : each, tool);
      if (Files.isExecutable(file)) {
        return file.toAbsolutePath();
      }
    }
    return null;
  }
}
