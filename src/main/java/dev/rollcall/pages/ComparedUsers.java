package dev.rollcall.pages;

import dev.rollcall.runs.Comparison;
import dev.rollcall.text.Counted;
import java.util.List;

/**
 * Where users are: in the input, in the database, or in both.
 *
 * @param parts in which every user is once
 * @param now how many there are
 * @param then how many there would be
 * @param others what becomes of those that the input does not name, in a sentence; empty if there
 *     are none
 */
record ComparedUsers(List<Part> parts, String now, String then, String others) {

  /**
   * Some of the users.
   *
   * @param tone the class that gives them their colour
   * @param size the class that says how many of all
   * @param none whether there are none
   */
  record Part(String name, String tone, String count, String share, String size, boolean none) {}

  static ComparedUsers of(Comparison comparison, boolean mirror, Sizes sizes) {
    long all = comparison.users() + comparison.onlyInInput();
    long removed = comparison.removed();
    List<Part> parts =
        List.of(
            part("same", "unchanged", comparison.same(), all, sizes),
            part("different", "updated", comparison.different(), all, sizes),
            part("only in the input", "created", comparison.onlyInInput(), all, sizes),
            part("only in the database", "apart", comparison.onlyInDatabase(), all, sizes),
            part("deleted by a row", "deleted", comparison.deleted(), all, sizes));
    return new ComparedUsers(
        parts,
        Counted.of(comparison.users(), "user"),
        Figures.number(all - comparison.deleted() - removed),
        others(comparison, mirror));
  }

  private static String others(Comparison comparison, boolean mirror) {
    if (comparison.onlyInDatabase() == 0) {
      return "";
    }
    if (!mirror) {
      return "Who is only in the database stays as it is.";
    }
    String how = comparison.removed() == comparison.onlyInDatabase() ? "deleted" : "retired";
    return "Who is only in the database is " + how + ": the job mirrors its input.";
  }

  private static Part part(String name, String tone, long count, long all, Sizes sizes) {
    return new Part(
        name,
        tone,
        Figures.number(count),
        count == 0 ? "" : Figures.share(count, all),
        sizes.of(count, all),
        count == 0);
  }

  /** Whether there is anything to draw. */
  boolean any() {
    return parts.stream().anyMatch(part -> !part.none());
  }
}
