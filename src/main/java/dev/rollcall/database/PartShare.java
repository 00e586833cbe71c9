package dev.rollcall.database;

import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who has written how much of a part of a run, for people.
 *
 * @param part its number
 * @param worker who had it last
 * @param hands how often somebody got it
 * @param rows how many of its rows are done
 */
public record PartShare(int part, String worker, int hands, long rows) {

  /** Lines that are told of a run. */
  private static final int MOST_WORKERS = 20;

  /**
   * A line for each worker, one for the slowest part, and one for parts that several have had.
   *
   * @param paces of parts, as far as they are known
   */
  public static List<String> told(List<PartShare> shares, List<PartPace> paces) {
    Map<Integer, PartPace> known =
        paces.stream()
            .filter(PartPace::isKnown)
            .collect(Collectors.toMap(PartPace::part, pace -> pace));
    Map<String, List<PartShare>> byWorker = new LinkedHashMap<>();
    shares.forEach(
        share -> byWorker.computeIfAbsent(share.worker, worker -> new ArrayList<>()).add(share));
    List<String> told = new ArrayList<>();
    byWorker.forEach(
        (worker, his) -> {
          if (told.size() < MOST_WORKERS) {
            long rows = his.stream().mapToLong(PartShare::rows).sum();
            told.add(
                "worker "
                    + worker
                    + ": "
                    + numbers(his)
                    + ", "
                    + Counted.of(rows, "row")
                    + " done"
                    + rate(his.stream().map(PartShare::part).toList(), known));
          }
        });
    if (byWorker.size() > MOST_WORKERS) {
      told.add("and " + Counted.of(byWorker.size() - MOST_WORKERS, "worker") + " more");
    }
    if (known.size() > 1) {
      PartPace slowest = Collections.min(known.values(), Comparator.comparing(PartPace::rate));
      told.add(
          "slowest: part "
              + slowest.part()
              + rate(List.of(slowest.part()), known)
              + " (on average"
              + rate(List.copyOf(known.keySet()), known)
              + ")");
    }
    List<PartShare> changed = shares.stream().filter(share -> share.hands > 1).toList();
    if (!changed.isEmpty()) {
      long times = changed.stream().mapToLong(share -> share.hands - 1).sum();
      told.add("changed hands " + Counted.of(times, "time") + ": " + numbers(changed));
    }
    return told;
  }

  /** Of parts that were written one after the other. */
  private static String rate(List<Integer> parts, Map<Integer, PartPace> known) {
    long rows = 0;
    long millis = 0;
    for (int part : parts) {
      PartPace pace = known.get(part);
      rows += pace == null ? 0 : pace.rows();
      millis += pace == null ? 0 : pace.millis();
    }
    return millis == 0
        ? ""
        : String.format(Locale.ROOT, ", %,d a second", Math.round(rows * 1_000.0 / millis));
  }

  private static String numbers(List<PartShare> shares) {
    String numbers =
        shares.stream()
            .map(share -> Integer.toString(share.part))
            .collect(Collectors.joining(", "));
    return (shares.size() == 1 ? "part " : "parts ") + numbers;
  }
}
