package dev.rollcall.database;

import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** A line for each worker, and one for parts that several have had. */
  public static List<String> told(List<PartShare> shares) {
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
                    + " done");
          }
        });
    if (byWorker.size() > MOST_WORKERS) {
      told.add("and " + Counted.of(byWorker.size() - MOST_WORKERS, "worker") + " more");
    }
    List<PartShare> changed = shares.stream().filter(share -> share.hands > 1).toList();
    if (!changed.isEmpty()) {
      long times = changed.stream().mapToLong(share -> share.hands - 1).sum();
      told.add("changed hands " + Counted.of(times, "time") + ": " + numbers(changed));
    }
    return told;
  }

  private static String numbers(List<PartShare> shares) {
    String numbers =
        shares.stream()
            .map(share -> Integer.toString(share.part))
            .collect(Collectors.joining(", "));
    return (shares.size() == 1 ? "part " : "parts ") + numbers;
  }
}
