package dev.rollcall.proof;

import dev.rollcall.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program, run in this process. */
public final class RollcallProgram {

  private RollcallProgram() {}

  /**
   * Runs a command to its end.
   *
   * @param summary where the command puts its summary, if it puts one
   */
  public static Ended run(Path summary, byte[] input, List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream printedOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream printedErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      exitCode =
          Main.run(
              arguments.toArray(String[]::new),
              new ByteArrayInputStream(input),
              printedOut,
              printedErr);
    }
    return new Ended(
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        summaries(summary));
  }

  private static List<java.util.Map<String, Object>> summaries(Path file) {
    try {
      return Files.exists(file) ? Json.lines(Files.readString(file)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
