package dev.rollcall.crossings;

import dev.rollcall.proof.Ended;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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

  int kills() {
    return counts.getOrDefault("kills", 0);
  }

  void ran(Delivery delivery, Ended ended) {
    String what =
        delivery.of() != null
            ? "fixed rejects"
            : delivery.meaning().isMirror() ? "mirrors" : "imports";
    count(what + ", " + ending(ended));
    count(Checks.isKilled(ended) ? "kills" : "commands that came to their end");
  }

  void undone(Ended ended) {
    count("undos, " + ending(ended));
    count(Checks.isKilled(ended) ? "kills" : "commands that came to their end");
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
            "%n%,d histories, %,d kills, %,d differences, in %,.0f s%n",
            histories,
            kills(),
            differences,
            seconds));
    return text.toString();
  }
}
