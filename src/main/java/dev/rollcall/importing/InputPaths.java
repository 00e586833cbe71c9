package dev.rollcall.importing;

import dev.rollcall.csv.ChecksumFile;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Spool;
import dev.rollcall.files.Glob;
import dev.rollcall.files.Links;
import dev.rollcall.meaning.RejectFileLook;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files that paths and globs name, each once, in the order of their names; standard input comes
 * first.
 *
 * @param rejects files that a glob found, and passes over since they hold rejects
 */
public record InputPaths(List<Found> files, List<String> rejects) {

  /**
   * One of them.
   *
   * @param name {@value Spool#NAME} for standard input
   * @param globbed whether only a glob leads to it
   */
  public record Found(String name, boolean globbed) {}

  /** More is most likely a slip of the glob. */
  private static final int MOST_FILES = 10_000;

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  /**
   * Finds them. A path that leads to a file is that file, also if it could be read as a glob.
   *
   * @param from paths and globs: {@code *} within a name, {@code **} across folders, {@code ?},
   *     {@code [a-c]}, {@code {a,b}}, which never mean a {@link ChecksumFile}
   * @param format by which a file is told that holds rejects
   * @throws Failure {@code INPUT_NOT_FOUND} for a glob that matches no file but rejects, and for
   *     what can't be the name of a file; any other plain path need not lead anywhere
   */
  public static InputPaths of(List<String> from, CsvFormat format) {
    Map<String, Boolean> names = new TreeMap<>();
    List<String> rejects = new ArrayList<>();
    boolean standardInput = false;
    for (String each : from) {
      if (each.equals(Spool.NAME)) {
        standardInput = true;
      } else if (!GLOB.matcher(each).find() || exists(each)) {
        path(each, each);
        names.put(each, false);
      } else {
        boolean inputs = false;
        for (String name : matches(each)) {
          if (holdsRejects(name, format)) {
            rejects.add(name);
          } else {
            names.putIfAbsent(name, true);
            inputs = true;
          }
        }
        if (!inputs) {
          throw notFound(each, "all files that match hold rejects", "name one of them by itself");
        }
      }
    }
    rejects.removeAll(names.keySet());
    List<Found> all = new ArrayList<>();
    if (standardInput) {
      all.add(new Found(Spool.NAME, false));
    }
    names.forEach((name, globbed) -> all.add(new Found(name, globbed)));
    return new InputPaths(all, rejects.stream().distinct().sorted().toList());
  }

  private static boolean holdsRejects(String name, CsvFormat format) {
    try {
      return RejectFileLook.of(Input.of(Path.of(name), name), format) != null;
    } catch (Failure e) {
      // Whoever reads it says what is wrong.
      return false;
    }
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path path(String text, String given) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      // A NUL, or a letter that the system's locale does not have.
      throw notFound(given, "no file can have this name here", "check the name and the locale");
    }
  }

  private static List<String> matches(String glob) {
    int first = GLOB.matcher(glob).results().findFirst().orElseThrow().start();
    int slash = glob.lastIndexOf('/', first);
    Path folder = slash < 0 ? Path.of("") : path(glob.substring(0, slash + 1), glob);
    // Only the part behind the folder is a pattern; a folder may have any name.
    String pattern = glob.substring(slash + 1);
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/", -1).length;
    if (!Files.isDirectory(folder)) {
      throw notFound(glob, "its folder does not exist", "check the path");
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      Glob matcher = new Glob(pattern);
      List<String> found =
          files
              .filter(file -> matcher.matches(folder.relativize(file)) && Files.isRegularFile(file))
              .filter(file -> !file.toString().endsWith(ChecksumFile.ENDING))
              .limit(MOST_FILES + 1L)
              .map(Path::toString)
              .toList();
      if (found.isEmpty()) {
        throw notFound(glob, "no file matches", "check the pattern and the folder");
      }
      for (String each : found) {
        if (Links.isForeign(Path.of(each))) {
          throw Failure.at(
              ProblemCode.INPUT_UNREADABLE,
              Place.of(each),
              "this is a link of somebody else's, and " + glob + " may not mean what it leads to",
              "name the file by itself, or remove the link");
        }
      }
      if (found.size() > MOST_FILES) {
        throw notFound(glob, "more than 10,000 files match", "import them in portions");
      }
      return found;
    } catch (PatternSyntaxException e) {
      throw notFound(glob, "this is not a glob: " + e.getDescription(), "check the brackets");
    } catch (IOException | java.io.UncheckedIOException e) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE,
          Place.of(glob),
          "the folder can't be read: " + e.getMessage(),
          null,
          e);
    }
  }

  private static Failure notFound(String glob, String what, String advice) {
    return Failure.at(ProblemCode.INPUT_NOT_FOUND, Place.of(glob), what, advice);
  }
}
