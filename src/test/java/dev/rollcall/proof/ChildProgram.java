package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program as a process of its own: the packaged one if the system property {@code
 * rollcall.program} names its launcher, otherwise the classes under test.
 */
public final class ChildProgram implements AutoCloseable {

  /** An input of nothing. */
  public static final Path NOTHING = Path.of("/dev/null");

  private static final long LONGEST_SECONDS = 300;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProgram(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param folder where the program runs, and where it leaves what it said
   * @param number makes the names of those files unlike others
   */
  public static ChildProgram start(Path folder, int number, List<String> arguments) {
    List<String> command = new ArrayList<>(program());
    command.addAll(arguments);
    return startCommand(folder, number, command);
  }

  /** The same for a command that leads to the program. */
  public static ChildProgram startCommand(Path folder, int number, List<String> command) {
    return startCommand(folder, number, command, NOTHING);
  }

  /**
   * The same with something piped in.
   *
   * @param input what it is piped
   */
  public static ChildProgram startCommand(
      Path folder, int number, List<String> command, Path input) {
    Path out = folder.resolve("said-" + number + ".out");
    Path err = folder.resolve("said-" + number + ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(input.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new ChildProgram(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command, without arguments. */
  public static List<String> program() {
    String launcher = System.getProperty("rollcall.program");
    if (launcher != null) {
      return List.of(launcher);
    }
    return QuickStart.program();
  }

  /** A script in place of the launcher. */
  public static void makeScript(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\nexec '" + String.join("' '", program()) + "' \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal, such as {@code STOP}, to the program. */
  public void signal(String name) {
    try {
      int sent =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (sent != 0 && process.isAlive()) {
        throw new AssertionError("kill -" + name + " ended with " + sent);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Kills the program with SIGKILL; the answer is how it ended, which may have been before. */
  public int kill() {
    process.destroyForcibly();
    return await();
  }

  /** The same after a while, unless the program ends by itself. */
  public int killAfter(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : kill();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end of the program, but not longer than so long. */
  public void awaitEnd(long millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end of the program. */
  public Ended end() {
    int exitCode = await();
    try {
      return new Ended(exitCode, Files.readString(out), Files.readString(err), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was said on standard error so far. */
  public String errSoFar() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int await() {
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the program did not end; it said: " + errSoFar());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
