package dev.rollcall.importing;

import dev.rollcall.csv.Spool;
import dev.rollcall.files.Glob;
import dev.rollcall.files.Links;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files that paths and globs name. */
public final class InputPaths {

  /** More is most likely a slip of the glob. */
  private static final int MOST_FILES = 10_000;

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private InputPaths() {}

  /**
   * The files, each once, in the order of their names; {@value Spool#NAME} stays as it is and comes
   * first. A path that leads to a file is that file, also if it could be read as a glob.
   *
   * @param from paths and globs: {@code *} within a name, {@code **} across folders, {@code ?},
   *     {@code [a-c]}, {@code {a,b}}
   * @throws Failure {@code INPUT_NOT_FOUND} for a glob that no file matches, and for what can't be
   *     the name of a file; any other plain path need not lead anywhere
   */
  public static List<String> expand(List<String> from) {
    TreeSet<String> names = new TreeSet<>();
    boolean standardInput = false;
    for (String each : from) {
      if (each.equals(Spool.NAME)) {
        standardInput = true;
      } else if (!GLOB.matcher(each).find() || exists(each)) {
        path(each, each);
        names.add(each);
      } else {
        names.addAll(matches(each));
      }
    }
    List<String> all = new ArrayList<>(standardInput ? List.of(Spool.NAME) : List.of());
    all.addAll(names);
    return all;
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
      throw new Failure(
          new Problem(
              ProblemCode.INPUT_UNREADABLE,
              Place.of(glob),
              "the folder can't be read: " + e.getMessage(),
              null),
          e);
    }
  }

  private static Failure notFound(String glob, String what, String advice) {
    return Failure.at(ProblemCode.INPUT_NOT_FOUND, Place.of(glob), what, advice);
  }
}
