package dev.rollcall.pages;

import dev.rollcall.runs.Counts;
import dev.rollcall.text.Counted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows of a run, and whether that adds up.
 *
 * @param parts in which every row is once
 * @param sum whether the parts come to what was read
 * @param removed users that no row named, of a mirror; empty if there were none
 * @param retired the same of those who were retired
 */
record RowShares(String read, List<Part> parts, boolean sum, String removed, String retired) {

  /**
   * What became of a part of the rows.
   *
   * @param name also the class that gives them their colour
   * @param size the class that says how many of all
   * @param none whether there are none
   */
  record Part(String name, String count, String share, String size, boolean none) {}

  /** The shares; null if no row was applied or rejected. */
  static @Nullable RowShares of(Counts counts, Sizes sizes) {
    long read = counts.read();
    List<Part> parts =
        List.of(
            part("created", counts.created(), read, sizes),
            part("updated", counts.updated(), read, sizes),
            part("unchanged", counts.unchanged(), read, sizes),
            part("deleted", counts.deleted(), read, sizes),
            part("rejected", counts.rejected(), read, sizes));
    RowShares shares =
        new RowShares(
            Figures.number(read),
            parts,
            counts.balance(),
            users(counts.removed()),
            users(counts.retired()));
    return read > 0 || shares.any() || counts.removed() + counts.retired() > 0 ? shares : null;
  }

  private static String users(long number) {
    return number == 0 ? "" : Counted.of(number, "user");
  }

  private static Part part(String name, long count, long read, Sizes sizes) {
    return new Part(
        name,
        Figures.number(count),
        count == 0 ? "" : Figures.share(count, read),
        sizes.of(count, read),
        count == 0);
  }

  /** Whether there is anything to draw. */
  boolean any() {
    return parts.stream().anyMatch(part -> !part.none());
  }
}
