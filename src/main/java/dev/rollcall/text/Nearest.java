package dev.rollcall.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that someone most likely meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * The candidate that a slip or two turns into {@code word}, without regard to case; null if none
   * is that near. Of equally near ones the first.
   */
  public static @Nullable String to(String word, Collection<String> candidates) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int allowed = Math.max(1, (Math.max(word.length(), candidate.length()) - 1) / 3);
      if (Math.abs(word.length() - candidate.length()) <= allowed) {
        int slips = slips(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
        if (slips <= allowed && slips < fewest) {
          nearest = candidate;
          fewest = slips;
        }
      }
    }
    return nearest;
  }

  /** Letters to insert, drop, replace, or swap with their neighbour. */
  private static int slips(String from, String to) {
    int[][] least = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        least[i][j] =
            Math.min(
                least[i - 1][j - 1] + replaced, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[from.length()][to.length()];
  }
}
