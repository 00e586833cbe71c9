package dev.rollcall.csv;

import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code NAME.sha256} by which a sender says what {@code NAME} must be: a SHA-256 alone,
 * or lines as {@code sha256sum} writes them, of which the one with that name counts, or the only
 * one.
 */
public final class ChecksumFile {

  public static final String ENDING = ".sha256";

  private static final int LARGEST_BYTES = 64 << 10;

  /** Also with a backslash in front, before a name that has one, and as BSD has it. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\\\?(?<first>[0-9a-fA-F]{64})(?:[ \\t]+\\*?(?<name>.*))?"
              + "|SHA2?-?256 ?\\((?<tagged>.*)\\) ?= ?(?<last>[0-9a-fA-F]{64})");

  private ChecksumFile() {}

  /**
   * Holds a file against the checksum beside it, if there is one.
   *
   * @param sha256 of the file, in hexadecimal digits
   * @param name of the file, for messages
   * @throws Failure {@code CHECKSUM_WRONG}
   */
  static void check(Path file, String sha256, String name) {
    Path last = file.getFileName();
    if (last == null) {
      return;
    }
    Path beside = file.resolveSibling(last + ENDING);
    if (!Files.exists(beside)) {
      return;
    }
    Place place = Place.of(name + ENDING);
    String said = said(beside, last.toString(), place);
    if (said == null) {
      throw wrong(
          place,
          "it is there, and does not say the SHA-256 of " + last,
          "write it with sha256sum " + last + " > " + last + ENDING + ", or remove it");
    }
    if (!said.equals(sha256)) {
      throw wrong(
          place,
          "it says that the SHA-256 of "
              + last
              + " is "
              + said
              + ", but that is "
              + sha256
              + ": one of the two was cut off, changed, or is not there yet",
          "deliver both again");
    }
  }

  private static @Nullable String said(Path beside, String name, Place place) {
    String text;
    try {
      text = new String(SmallFile.read(beside, LARGEST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw wrong(place, "it can't be read: " + SmallFile.reason(e), "check its owner");
    }
    List<Matcher> lines =
        text.lines().map(Blanks::strip).map(LINE::matcher).filter(Matcher::matches).toList();
    for (Matcher line : lines) {
      String of = line.group("tagged") != null ? line.group("tagged") : line.group("name");
      if (lines.size() == 1 || of != null && (of.equals(name) || of.endsWith("/" + name))) {
        String hex = line.group("first") != null ? line.group("first") : line.group("last");
        return hex.toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }

  private static Failure wrong(Place place, String what, String advice) {
    return Failure.at(ProblemCode.CHECKSUM_WRONG, place, what, advice);
  }
}
