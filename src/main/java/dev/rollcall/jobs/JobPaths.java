package dev.rollcall.jobs;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Nearest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return jobFiles(FOLDER.toFile()).stream().map(JobPaths::withoutEnding).toList();
  }

  /** Sorted; none where there is no such folder. */
  private static List<String> jobFiles(File folder) {
    String[] files = folder.list((in, name) -> ENDING.matcher(name).find());
    return files == null ? List.of() : Arrays.stream(files).sorted().toList();
  }

  private static String withoutEnding(String file) {
    return ENDING.matcher(file).replaceAll("");
  }

  private static Failure missing(String job) {
    int name = job.lastIndexOf('/') + 1;
    String folder = job.substring(0, name);
    Map<String, String> known = new LinkedHashMap<>();
    if (folder.isEmpty()) {
      names().forEach(each -> known.put(each, each));
    }
    for (String file : jobFiles(new File(folder.isEmpty() ? "." : folder))) {
      known.putIfAbsent(withoutEnding(file), folder + file);
    }
    @Nullable String meant = Nearest.to(withoutEnding(job.substring(name)), known.keySet());
    @Nullable String near = meant == null ? null : known.get(meant);
    return Failure.at(
        ProblemCode.JOB_FILE,
        Place.of(job),
        "there is no such job file, nor one of this name in " + FOLDER.toAbsolutePath(),
        near == null ? "check the name" : "did you mean \"" + near + "\"?");
  }
}
