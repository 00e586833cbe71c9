package dev.rollcall.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What to do about a reject: the last column of the table in the documentation of the codes. */
final class Advice {

  private static final String PAGE = "/reject-codes.md";

  private Advice() {}

  /** The advice for a code; nothing for one that the documentation does not have. */
  static String of(String code) {
    return page()
        .lines()
        .filter(line -> line.startsWith("| `" + code + "` |"))
        .map(line -> line.split(" \\| ", -1))
        .map(cells -> cells[cells.length - 1].replace("|", "").replace("`", "").strip())
        .findFirst()
        .orElse("");
  }

  private static String page() {
    try (InputStream in = Advice.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new IllegalStateException(PAGE + " is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
