package dev.rollcall.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program, as a process. */
final class Program {

  private Program() {}

  /**
   * Runs a command to its end.
   *
   * @param secrets for its environment, as others can read what it is called with
   * @return what it said, without blanks around
   * @throws IllegalStateException if it fails
   */
  static String run(Map<String, String> secrets, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.add(0, name());
    String called = "rollcall " + String.join(" ", command);
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(secrets);
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(called + " failed: " + said.strip());
      }
      return said.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "rollcall can't be started: put it on the PATH, or name it in ROLLCALL_PROGRAM", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + called, e);
    }
  }

  private static String name() {
    String environment = System.getenv("ROLLCALL_PROGRAM");
    return System.getProperty("rollcall.seeding", environment == null ? "rollcall" : environment);
  }
}
