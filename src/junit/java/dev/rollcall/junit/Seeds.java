package dev.rollcall.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      Program.run(Map.of(), "seed", folder, "--db", database.toString());
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
