package dev.rollcall.jobfile;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Any bytes, read as a job file: a job, or all that is wrong, each at a place in the file. */
public final class JobFileFuzz {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("NAME", "nightly", "EMPTY", "", "LINES", "a\nb", "LIMIT", "5%");

  private JobFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path path = FuzzFolder.write("job.yaml", data);
    try {
      JobDefinition job = JobFile.read(path, ENVIRONMENT);
      Broken.unlessSame("the job read again", JobFile.read(path, ENVIRONMENT), job);
    } catch (Failure e) {
      Broken.unless(e, Set.of(ProblemCode.JOB_FILE));
      String text = new String(data, StandardCharsets.UTF_8);
      // YAML has more kinds of line ends than a terminal.
      long lines = 1 + text.chars().filter(c -> "\n\r\u0085\u2028\u2029".indexOf(c) >= 0).count();
      for (Problem problem : e.problems()) {
        checkPlace(problem, path, lines, text.length());
      }
    }
  }

  private static void checkPlace(Problem problem, Path path, long lines, int length) {
    Place place = problem.place();
    if (place == null || !place.file().equals(path.toString())) {
      throw Broken.promise("a problem that is nowhere: " + problem);
    }
    boolean inside = place.line() <= lines && place.column() <= length + 1;
    if (!inside || place.line() < 0 || place.column() < 0) {
      throw Broken.promise("a place outside the file: " + problem);
    }
  }
}
