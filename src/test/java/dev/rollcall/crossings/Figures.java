package dev.rollcall.crossings;

import dev.rollcall.proof.Ended;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was tried, and how often. */
final class Figures {

  private final Map<String, Integer> counts = new TreeMap<>();
  private int histories;
  private int differences;

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  void history() {
    histories++;
  }

  void difference() {
    differences++;
  }

  /** Processes that were killed or frozen, and crashes of the server. */
  int kills() {
    return Stream.of(Stop.Deed.KILL, Stop.Deed.FREEZE, Stop.Deed.CRASH)
        .mapToInt(deed -> counts.getOrDefault(deed.words(), 0))
        .sum();
  }

  /** A command that was to be stopped, and may have ended before. */
  void stopped(Stop stop, Ended ended) {
    if (stop.isOfProcess() && Checks.isStopped(stop, ended)) {
      count(stop.counted());
    } else {
      count("commands that came to their end");
    }
  }

  void ran(Delivery delivery, Ended ended) {
    String what =
        delivery.of() != null
            ? "fixed rejects"
            : !delivery.meaning().isMirror()
                ? "imports"
                : delivery.meaning().missing() == null ? "mirrors" : "mirrors that retire";
    count(what + ", " + ending(ended));
  }

  void undone(Ended ended) {
    count("undos, " + ending(ended));
  }

  private static String ending(Ended ended) {
    return switch (ended.exitCode()) {
      case 0, 3 -> "done";
      case 4 -> "refused";
      case Checks.KILLED -> "killed";
      default -> "failed";
    };
  }

  String text(double seconds) {
    StringBuilder text = new StringBuilder("| what | how often |\n|---|---|\n");
    counts.forEach(
        (what, count) -> text.append(String.format(Locale.ROOT, "| %s | %,d |%n", what, count)));
    text.append(
        String.format(
            Locale.ROOT,
            "%n%,d histories, %,d kills and the like, %,d differences, in %,.0f s%n",
            histories,
            kills(),
            differences,
            seconds));
    return text.toString();
  }
}
