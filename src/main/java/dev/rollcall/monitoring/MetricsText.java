package dev.rollcall.monitoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Figures of jobs as Prometheus reads them, of one job after the other. What it reads of an older
 * text are the lines of other jobs, as it wrote them itself. Not thread-safe.
 */
public final class MetricsText {

  /** How each of them begins, and nothing else. */
  public static final String START = "# Written by rollcall --metrics.";

  /** The job's own label: Prometheus has one of the name "job", for what it reads all this from. */
  private static final String JOB = "job_name";

  private static final Pattern SAMPLE =
      Pattern.compile("(\\w+)\\{" + JOB + "=\"((?:[^\"\\\\]|\\\\.)*+)\"[^\n]*} ([-+.\\w]+)");

  private enum Family {
    LAST_RUN("last_run_timestamp_seconds", "When the job last ended, in seconds since 1970."),
    LAST_SUCCESS(
        "last_success_timestamp_seconds",
        "When the job last ended with exit code 0 or 3, in seconds since 1970; 0 if never."),
    EXIT_CODE("last_run_exit_code", "Exit code of the job's last end."),
    SECONDS("last_run_duration_seconds", "How long the job took, with what it waited for."),
    ROWS("last_run_rows", "Rows of the job's last end, by what became of them."),
    STATUS("last_run_status", "1 for how the job last ended, 0 for all other ways.");

    private final String metric;
    private final String help;

    Family(String word, String help) {
      this.metric = "rollcall_" + word;
      this.help = help;
    }

    static @Nullable Family of(String metric) {
      for (Family family : values()) {
        if (family.metric.equals(metric)) {
          return family;
        }
      }
      return null;
    }
  }

  private final Collection<String> statuses;

  /** By job, as its label has it, then by family. */
  private final Map<String, Map<Family, List<String>>> lines = new TreeMap<>();

  private final Map<String, Long> successes = new TreeMap<>();

  /**
   * @param old an older text; what can't be understood of it is left out
   * @param statuses all that a job can have
   */
  public MetricsText(String old, Collection<String> statuses) {
    this.statuses = statuses;
    old.lines().forEach(this::keep);
  }

  private void keep(String line) {
    Matcher sample = SAMPLE.matcher(line);
    Family family = sample.matches() ? Family.of(sample.group(1)) : null;
    if (family == null) {
      return;
    }
    add(sample.group(2), family, line);
    if (family == Family.LAST_SUCCESS && sample.group(3).matches("\\d{1,18}")) {
      successes.put(sample.group(2), Long.valueOf(sample.group(3)));
    }
  }

  private void add(String label, Family family, String line) {
    lines
        .computeIfAbsent(label, job -> new TreeMap<>())
        .computeIfAbsent(family, each -> new ArrayList<>())
        .add(line);
  }

  /** Puts a job's figures in the place of those it had; its last success is the newest known. */
  public void put(JobFigures figures) {
    String label = escaped(figures.job());
    lines.remove(label);
    long success = Math.max(figures.succeeded(), successes.getOrDefault(label, 0L));
    successes.put(label, success);
    add(label, Family.LAST_RUN, "", Long.toString(figures.ended()));
    add(label, Family.LAST_SUCCESS, "", Long.toString(success));
    add(label, Family.EXIT_CODE, "", Integer.toString(figures.exitCode()));
    add(label, Family.SECONDS, "", String.format(Locale.ROOT, "%.3f", figures.seconds()));
    new TreeMap<>(figures.rows())
        .forEach(
            (outcome, rows) ->
                add(label, Family.ROWS, ",outcome=\"" + escaped(outcome) + '"', rows.toString()));
    for (String status : statuses) {
      String value = status.equals(figures.status()) ? "1" : "0";
      add(label, Family.STATUS, ",status=\"" + escaped(status) + '"', value);
    }
  }

  private void add(String label, Family family, String more, String value) {
    add(label, family, family.metric + '{' + JOB + "=\"" + label + '"' + more + "} " + value);
  }

  /** The text, each metric by itself, in the order of the jobs. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(START).append(" Keeps other jobs' lines.\n");
    for (Family family : Family.values()) {
      List<String> samples =
          lines.values().stream()
              .flatMap(job -> job.getOrDefault(family, List.of()).stream())
              .toList();
      if (!samples.isEmpty()) {
        text.append("# HELP ").append(family.metric).append(' ').append(family.help).append('\n');
        text.append("# TYPE ").append(family.metric).append(" gauge\n");
        samples.forEach(sample -> text.append(sample).append('\n'));
      }
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
