package dev.rollcall.jobfile;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import java.nio.file.Path;
import java.util.Map;

/** Reads a job file. */
public final class JobFile {

  private JobFile() {}

  /**
   * Reads a job file; looks at no other file and not at what the job's paths point to.
   *
   * @param path of the file, as the user gave it: messages repeat it so
   * @param environment the variables that {@code ${NAME}} may name
   * @throws Failure with everything that is wrong with the file, in the order of its lines, each a
   *     {@code JOB_FILE} problem with its place; a file that is not YAML is read up to the place
   *     where it ceases to be
   */
  public static JobDefinition read(Path path, Map<String, String> environment) {
    String file = path.toString();
    Problems problems = new Problems(file);
    Node root = new NodeReader(file, JobText.read(path), problems).read();
    ValueReader values = new ValueReader(new Environment(environment), problems);
    Section top = Section.of(root, Key.TOP, new Place(file, 1, 1), values, problems);
    JobDefinition definition =
        new JobDefinition.Import(new ImportReader(baseName(path), values, problems).read(top));
    problems.throwIfAny();
    return definition;
  }

  /** {@code nightly} for {@code jobs/nightly.yaml}. */
  private static String baseName(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
