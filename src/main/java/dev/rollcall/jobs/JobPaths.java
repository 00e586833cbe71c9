package dev.rollcall.jobs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds job files by path or by name. */
public final class JobPaths {

  private static final Path FOLDER = Path.of("jobs");
  private static final Pattern ENDING = Pattern.compile("\\.ya?ml$");

  private JobPaths() {}

  /**
   * The file: at that path, or else of that name in the folder {@code jobs}.
   *
   * @throws Failure {@code JOB_FILE} if there is none
   */
  public static Path find(String job) {
    try {
      Path path = Path.of(job);
      if (Files.exists(path)) {
        return path;
      }
      if (path.getNameCount() == 1 && !path.isAbsolute()) {
        for (String name : List.of(job + ".yaml", job + ".yml", job)) {
          if (Files.isRegularFile(FOLDER.resolve(name))) {
            return FOLDER.resolve(name);
          }
        }
      }
    } catch (InvalidPathException e) {
      throw missing(job);
    }
    throw missing(job);
  }

  /**
   * Whether a word that may also be a file with users is meant as a job: it ends like a job file,
   * or no file has this name and a job in the folder {@code jobs} has it.
   */
  public static boolean isMeant(String word) {
    if (ENDING.matcher(word).find()) {
      return true;
    }
    try {
      return !Files.exists(Path.of(word)) && Files.exists(find(word));
    } catch (InvalidPathException | Failure e) {
      return false;
    }
  }

  /** The names of the job files in the folder {@code jobs}, sorted. */
  public static List<String> names() {
    String[] files = FOLDER.toFile().list((folder, name) -> ENDING.matcher(name).find());
    return files == null
        ? List.of()
        : Arrays.stream(files).map(name -> ENDING.matcher(name).replaceAll("")).sorted().toList();
  }

  private static Failure missing(String job) {
    @Nullable String near = Nearest.to(job, names());
    return Failure.at(
        ProblemCode.JOB_FILE,
        Place.of(job),
        "there is no such job file, nor one of this name in jobs/",
        near == null ? "check the name" : "did you mean \"" + near + "\"?");
  }
}
