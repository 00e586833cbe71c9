package dev.rollcall.jobfile;

import dev.rollcall.monitoring.PingUrl;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a job file. */
public final class JobFile {

  private static final Pattern DIVIDER = Pattern.compile("(?m)^---[ \\t]*\\R");

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
    return read(path, JobText.read(path), environment);
  }

  /**
   * Reads a file of several jobs, which lines of three hyphens divide; otherwise as {@link #read}.
   */
  public static List<JobDefinition> readAll(Path path, Map<String, String> environment) {
    List<JobDefinition> jobs = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    for (String text : DIVIDER.split(JobText.read(path), -1)) {
      // Empty lines in front, so that every place is that in the file.
      jobs.add(read(path, before + text, environment));
      before.append("\n".repeat((int) text.lines().count() + 1));
    }
    return jobs;
  }

  /** Reads a job from a text, as if it were that of a file. */
  public static JobDefinition read(Path path, String text, Map<String, String> environment) {
    String file = path.toString();
    Problems problems = new Problems(file);
    Node root = new NodeReader(file, text, problems).read();
    ValueReader values = new ValueReader(new Environment(environment), problems);
    Key form = isReport(root) ? Key.REPORT_FILE : Key.TOP;
    Section top = Section.of(root, form, new Place(file, 1, 1), values, problems);
    PingUrl ping = top.word(Key.PING, JobValues::ping);
    JobDefinition definition =
        form == Key.TOP
            ? new ImportReader(baseName(path), values, problems).read(top, file, ping)
            : new JobDefinition.Report(new ReportReader(baseName(path), problems).read(top), ping);
    problems.throwIfAny();
    return definition;
  }

  /**
   * Who is to be told that a file is wrong, as far as it can be read; null if that can't be found
   * out.
   */
  public static @Nullable PingUrl pingOfWrong(Path path, Map<String, String> environment) {
    try {
      String file = path.toString();
      Problems ignored = new Problems(file);
      Node root = new NodeReader(file, JobText.read(path), ignored).read();
      ValueReader values = new ValueReader(new Environment(environment), ignored);
      return Section.of(root, Key.TOP, Place.of(file), values, ignored)
          .word(Key.PING, JobValues::ping);
    } catch (Failure e) {
      return null;
    }
  }

  /** By the key {@code report}, also if it is misspelt, unless there is an {@code import}. */
  private static boolean isReport(Node root) {
    if (!(root instanceof Node.Entries mapping)) {
      return false;
    }
    List<String> forms = List.of(Key.IMPORT.word(), Key.REPORT.word());
    List<String> keys = mapping.entries().stream().map(Node.Entry::key).toList();
    return keys.stream().noneMatch(Key.IMPORT.word()::equals)
        && keys.stream().anyMatch(key -> Key.REPORT.word().equals(Nearest.to(key, forms)));
  }

  /** {@code nightly} for {@code jobs/nightly.yaml}. */
  private static String baseName(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
