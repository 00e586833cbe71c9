package dev.rollcall.laboratory;

import dev.rollcall.proof.Ended;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault was tried, and what happened. */
final class FaultTable {

  private final Map<Fault.Kind, Map<String, Integer>> outcomes = new EnumMap<>(Fault.Kind.class);
  private final Map<String, Integer> more = new LinkedHashMap<>();
  private int kills;
  private int scenarios;

  void scenario() {
    scenarios++;
  }

  int scenarios() {
    return scenarios;
  }

  int kills() {
    return kills;
  }

  void add(Fault.Kind kind, Ended ended) {
    String outcome =
        switch (ended.exitCode()) {
          case 0, 3 -> "came to its end";
          case 1 ->
              ended.err().contains("[STOPPED]") ? "stopped after a chunk" : "failed, and said why";
          case 4 -> "refused";
          case 5 -> "busy";
          case 128 + 9 -> "killed";
          default -> "ended by the signal";
        };
    kills += ended.exitCode() == 128 + 9 ? 1 : 0;
    outcomes.computeIfAbsent(kind, any -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  /** Something worth counting beside the faults. */
  void count(String what) {
    more.merge(what, 1, Integer::sum);
  }

  String text(double seconds) {
    StringBuilder text = new StringBuilder();
    text.append("| fault | tried | what happened |\n|---|---|---|\n");
    outcomes.forEach(
        (kind, counts) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s |%n",
                    kind.words(),
                    counts.values().stream().mapToInt(Integer::intValue).sum(),
                    words(counts))));
    text.append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "%,d kills over %,d seeds in %,.0f s; 0 differences from the model%n",
            kills,
            scenarios,
            seconds));
    more.forEach((what, count) -> text.append(String.format(Locale.ROOT, "%,d %s%n", count, what)));
    return text.toString();
  }

  private static String words(Map<String, Integer> counts) {
    List<String> words =
        counts.entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
            .toList();
    return String.join(", ", words);
  }
}
