package dev.rollcall.seeding;

import dev.rollcall.files.Glob;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A folder of which a database is made.
 *
 * @param path as the user gave it
 * @param files all files in it and below, as {@code sub/users.csv}, in the order of their bytes
 */
public record SeedFolder(Path path, List<String> files) {

  /** The order of {@code sort} where the locale is C. */
  static final Comparator<String> BY_BYTES =
      (one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other));

  /** More than these are no fixtures: most likely the folder is the wrong one. */
  private static final int MOST_FILES = 10_000;

  /**
   * Looks what files there are; links are followed.
   *
   * @throws Failure {@code INPUT_NOT_FOUND} if there is no such folder, or nothing in it; {@code
   *     INPUT_UNREADABLE}
   */
  public static SeedFolder read(Path path) {
    Place place = Place.of(path.toString());
    if (!Files.isDirectory(path)) {
      throw Failure.at(
          ProblemCode.INPUT_NOT_FOUND, place, "there is no such folder", "check the path");
    }
    try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      List<String> files =
          all.filter(Files::isRegularFile)
              .limit(MOST_FILES + 1L)
              .map(file -> name(path.relativize(file)))
              .sorted(BY_BYTES)
              .toList();
      if (files.isEmpty() || files.size() > MOST_FILES) {
        throw Failure.at(
            ProblemCode.INPUT_NOT_FOUND,
            place,
            files.isEmpty() ? "there are no files in it" : "more than 10,000 files are in it",
            "name the folder of the files to seed from");
      }
      return new SeedFolder(path, files);
    } catch (IOException | UncheckedIOException e) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE,
          place,
          "the folder can't be read: " + e.getMessage(),
          "check its permissions and links",
          e);
    }
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The files that paths and globs name, each once, in the order of names. There are no others, as
   * the key knows only these.
   *
   * @throws Failure {@code INPUT_NOT_FOUND} for a path or glob that names none of them
   */
  public List<String> matching(List<String> from) {
    TreeSet<String> found = new TreeSet<>();
    for (String each : from) {
      List<String> some = files.contains(each) ? List.of(each) : matching(each);
      if (some.isEmpty()) {
        throw Failure.at(
            ProblemCode.INPUT_NOT_FOUND,
            Place.of(path.resolve("seed.yaml").toString()),
            "no file in the folder matches " + each,
            "paths are relative to the folder, and files elsewhere can't be used");
      }
      found.addAll(some);
    }
    return List.copyOf(found);
  }

  private List<String> matching(String glob) {
    try {
      Glob matcher = new Glob(glob);
      return files.stream().filter(file -> matcher.matches(Path.of(file))).toList();
    } catch (PatternSyntaxException e) {
      return List.of();
    }
  }

  /** Where one of its files is. */
  public Path file(String name) {
    return path.resolve(name);
  }
}
