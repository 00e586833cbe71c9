package dev.rollcall.jobfile;

import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.reader.StreamReader;

/** A job file's text: found, of a sane size, UTF-8, and without control characters. */
final class JobText {

  /** No job file may be larger, in bytes. */
  static final int LARGEST = 1 << 20;

  private static final int MOST_NEIGHBOURS = 1_000;

  private JobText() {}

  static String read(Path path) {
    Place whole = Place.of(path.toString());
    byte[] bytes;
    try {
      bytes = SmallFile.read(path, LARGEST);
    } catch (NoSuchFileException missing) {
      String near = nearestNeighbour(path);
      throw failure(
          whole, "there is no such file", near == null ? null : "did you mean \"" + near + "\"?");
    } catch (IOException unreadable) {
      throw failure(
          whole, SmallFile.reason(unreadable), "is this a job file, and may you read it?");
    }
    String text = decode(bytes, path.toString());
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String decode(byte[] bytes, String file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw failure(
          endOf(text, file),
          "the byte at offset " + in.position() + " is not UTF-8",
          "save the file as UTF-8");
    }
    int[] strange = text.codePoints().filter(c -> !StreamReader.isPrintable(c)).limit(1).toArray();
    if (strange.length > 0) {
      throw failure(
          endOf(text.substring(0, text.indexOf(strange[0])), file),
          String.format(
              Locale.ROOT, "the character U+%04X has no business in a job file", strange[0]),
          "remove it; within double quotes YAML has escapes");
    }
    return text;
  }

  /** The place just behind {@code text}, which is how the file begins. */
  private static Place endOf(String text, String file) {
    long breaks = text.chars().filter(c -> c == '\n').count();
    int lineStart = text.lastIndexOf('\n') + 1;
    return new Place(file, breaks + 1, text.codePointCount(lineStart, text.length()) + 1);
  }

  private static @Nullable String nearestNeighbour(Path path) {
    Path folder = path.getParent();
    Path name = path.getFileName();
    if (name == null) {
      return null;
    }
    try (Stream<Path> neighbours = Files.list(folder == null ? Path.of("") : folder)) {
      List<String> names =
          neighbours
              .limit(MOST_NEIGHBOURS)
              .map(neighbour -> String.valueOf(neighbour.getFileName()))
              .filter(neighbour -> neighbour.endsWith(".yaml") || neighbour.endsWith(".yml"))
              .sorted()
              .toList();
      String near = Nearest.to(name.toString(), names);
      return near == null ? null : path.resolveSibling(near).toString();
    } catch (IOException | UncheckedIOException | DirectoryIteratorException noHelp) {
      return null; // a guess is all this is for: the file's absence is what gets reported
    }
  }

  private static Failure failure(Place place, String what, @Nullable String advice) {
    return Failure.at(ProblemCode.JOB_FILE, place, what, advice);
  }
}
