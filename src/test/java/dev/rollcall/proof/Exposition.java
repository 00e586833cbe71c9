package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text format, read as strictly as it is described: each metric's HELP and TYPE once
 * and before its samples, the samples of a metric together, no sample twice, labels escaped, a line
 * end after the last line.
 */
final class Exposition {

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(.*)} (\\S+)( -?\\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private final Map<String, Map<Map<String, String>, Double>> metrics = new LinkedHashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> helped = new HashSet<>();
  private String current = "";

  static Exposition read(String text) {
    Exposition read = new Exposition();
    assertThat(text).endsWith("\n").doesNotContain("\r");
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      read.take(line);
    }
    return read;
  }

  private void take(String line) {
    if (line.startsWith("#")) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        String metric = comment.group(2);
        assertThat(metrics).as("samples before %s", line).doesNotContainKey(metric);
        if (comment.group(1).equals("HELP")) {
          assertThat(helped.add(metric)).as(line).isTrue();
          assertThat(comment.group(3).replaceAll("\\\\[\\\\n]", "")).doesNotContain("\\");
        } else {
          assertThat(types.put(metric, comment.group(3))).as(line).isNull();
        }
      }
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    String metric = sample.group(1);
    assertThat(types.get(metric)).as(line).isEqualTo("gauge");
    assertThat(helped).as(line).contains(metric);
    if (!metric.equals(current)) {
      assertThat(metrics).as("two groups of %s", metric).doesNotContainKey(metric);
      current = metric;
    }
    assertThat(sample.group(3)).as(line).matches(NUMBER);
    assertThat(
            metrics
                .computeIfAbsent(metric, none -> new HashMap<>())
                .put(labels(sample.group(2)), Double.valueOf(sample.group(3))))
        .as("twice: %s", line)
        .isNull();
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      assertThat(label.find(at) && label.start() == at).as(text).isTrue();
      StringBuilder value = new StringBuilder();
      for (int i = 0; i < label.group(2).length(); i++) {
        char c = label.group(2).charAt(i);
        if (c == '\\') {
          char escaped = label.group(2).charAt(++i);
          value.append(escaped == 'n' ? '\n' : escaped);
        } else {
          value.append(c);
        }
      }
      assertThat(labels.put(label.group(1), value.toString())).as(text).isNull();
      at = label.end();
      if (at < text.length()) {
        assertThat(text.charAt(at)).as(text).isEqualTo(',');
        at++;
      }
    }
    return labels;
  }

  Set<String> metrics() {
    return metrics.keySet();
  }

  /**
   * A value.
   *
   * @param more names and values of more labels
   */
  double value(String metric, String job, String... more) {
    Map<String, String> labels = new TreeMap<>(Map.of("job_name", job));
    for (int i = 0; i < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    Map<Map<String, String>, Double> samples = metrics.getOrDefault(metric, Map.of());
    assertThat(samples).as(metric).containsKey(labels);
    return samples.get(labels);
  }

  /** The one status that a job has. */
  String status(String job) {
    Map<Map<String, String>, Double> samples =
        metrics.getOrDefault("rollcall_last_run_status", Map.of());
    return String.join(
        ",",
        samples.entrySet().stream()
            .filter(each -> job.equals(each.getKey().get("job_name")) && each.getValue() == 1)
            .map(each -> each.getKey().get("status"))
            .toList());
  }
}
