package dev.rollcall.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The databases that tests get copies of: each is asked for once, and kept until all tests are done. */
final class Seeds {

  private static final Map<String, Path> MADE = new ConcurrentHashMap<>();

  private Seeds() {}

  static Path of(String folder) {
    return MADE.computeIfAbsent(folder, Seeds::make);
  }

  private static Path make(String folder) {
    try {
      Path place = Files.createTempDirectory("rollcall-seed");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(place)));
      Path database = place.resolve("users.db");
      Process process =
          new ProcessBuilder(List.of(program(), "seed", folder, "--db", database.toString()))
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("rollcall seed " + folder + " failed: " + said.strip());
      }
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "rollcall can't be started: put it on the PATH, or name it in ROLLCALL_PROGRAM", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + folder + " was seeded", e);
    }
  }

  private static String program() {
    String environment = System.getenv("ROLLCALL_PROGRAM");
    return System.getProperty("rollcall.seeding", environment == null ? "rollcall" : environment);
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      // The system deletes what is left where such folders are.
      return;
    }
  }
}
