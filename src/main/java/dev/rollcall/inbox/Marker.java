package dev.rollcall.inbox;

import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the marker of a file says of it, a line for each: nothing, its SHA-256, alone or as {@code
 * sha256sum} writes it, its number of rows, or both.
 *
 * @param sha256 in small hexadecimal digits; null if it is not said
 * @param rows without the header; null if it is not said
 */
public record Marker(@Nullable String sha256, @Nullable Long rows) {

  private static final int LARGEST_BYTES = 64 << 10;
  private static final Pattern SHA256 = Pattern.compile("([0-9a-fA-F]{64})([ \\t].*)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /**
   * Reads it.
   *
   * @param name for messages
   * @throws Failure {@code MARKER_WRONG} if it says anything else
   */
  public static Marker read(Path file, String name) {
    String text;
    try {
      text = new String(SmallFile.read(file, LARGEST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw wrong(name, "the marker can't be read: " + SmallFile.reason(e), "check its owner");
    }
    String sha256 = null;
    Long rows = null;
    for (String line : text.lines().map(Blanks::strip).filter(each -> !each.isEmpty()).toList()) {
      Matcher digest = SHA256.matcher(line);
      if (digest.matches() && sha256 == null) {
        sha256 = digest.group(1).toLowerCase(Locale.ROOT);
      } else if (NUMBER.matcher(line).matches() && rows == null) {
        rows = Long.parseLong(line);
      } else {
        throw wrong(
            name,
            "the marker says neither a SHA-256 nor a number of rows",
            "leave it empty, or write one of them, or both, each on a line of its own");
      }
    }
    return new Marker(sha256, rows);
  }

  /**
   * Holds the file's content against what is said.
   *
   * @param found its SHA-256
   * @throws Failure {@code MARKER_WRONG}
   */
  public void check(String found, String name) {
    if (sha256 != null && !sha256.equals(found)) {
      throw wrong(
          name,
          "the marker says that the SHA-256 of its file is " + sha256 + ", but that is " + found,
          "one of the two was cut off or changed: deliver both again");
    }
  }

  private static Failure wrong(String name, String what, String advice) {
    return Failure.at(ProblemCode.MARKER_WRONG, Place.of(name), what, advice);
  }
}
