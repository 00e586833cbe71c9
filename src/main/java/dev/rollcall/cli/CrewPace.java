package dev.rollcall.cli;

import dev.rollcall.runs.Progress;
import dev.rollcall.text.Counted;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Who of a run's workers is at what, and how fast since the last time that it was said. */
final class CrewPace {

  private static final double NANOS = 1e9;

  private List<Progress.Share> shares = List.of();
  private Map<String, Long> rowsThen = Map.of();
  private long then;

  /** Hears who has what. */
  void set(List<Progress.Share> now) {
    shares = now;
    if (now.isEmpty()) {
      rowsThen = Map.of();
    }
  }

  /** A line for each worker who is at work. */
  List<String> lines(long nanos) {
    Map<String, List<Progress.Share>> byWorker = new LinkedHashMap<>();
    shares.forEach(
        share -> byWorker.computeIfAbsent(share.who(), who -> new ArrayList<>()).add(share));
    Map<String, Long> rows = new HashMap<>();
    List<String> lines = new ArrayList<>();
    byWorker.forEach(
        (worker, his) -> {
          long done = his.stream().mapToLong(Progress.Share::done).sum();
          rows.put(worker, done);
          String open =
              his.stream()
                  .filter(Progress.Share::isOpen)
                  .map(CrewPace::part)
                  .collect(Collectors.joining(", "));
          // Nobody has a part for a moment when one is done.
          if (!open.isEmpty() || done > rowsThen.getOrDefault(worker, 0L)) {
            lines.add(
                "worker "
                    + Visible.of(worker)
                    + ": "
                    + (open.isEmpty() ? "between parts" : open)
                    + ", "
                    + Counted.of(done, "row")
                    + rate(worker, done, nanos));
          }
        });
    rowsThen = rows;
    then = nanos;
    return lines;
  }

  private static String part(Progress.Share share) {
    return "part " + share.part() + " at " + 100 * share.done() / share.rows() + " %";
  }

  /** Nothing of one who was not there the last time, or from whom a part was taken. */
  private String rate(String worker, long rows, long nanos) {
    Long before = rowsThen.get(worker);
    if (before == null || rows < before || nanos <= then) {
      return "";
    }
    long perSecond = Math.round((rows - before) / ((nanos - then) / NANOS));
    return String.format(Locale.ROOT, ", %,d a second", perSecond);
  }
}
