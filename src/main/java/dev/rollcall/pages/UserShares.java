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
record UserShares(List<Part> parts, String now, String then, String others) {

  static UserShares of(Comparison comparison, boolean mirror, Sizes sizes) {
    long all = comparison.users() + comparison.onlyInInput();
    long removed = comparison.removed();
    List<Part> parts =
        List.of(
            Part.of("same", "unchanged", comparison.same(), all, sizes),
            Part.of("different", "updated", comparison.different(), all, sizes),
            Part.of("only in the input", "created", comparison.onlyInInput(), all, sizes),
            Part.of("only in the database", "apart", comparison.onlyInDatabase(), all, sizes),
            Part.of("deleted by a row", "deleted", comparison.deleted(), all, sizes));
    return new UserShares(
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

  /** Whether there is anything to draw. */
  boolean any() {
    return parts.stream().anyMatch(part -> !part.none());
  }
}
