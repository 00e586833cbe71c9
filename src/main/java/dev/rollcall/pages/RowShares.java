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

  /** The shares; null if no row was applied or rejected. */
  static @Nullable RowShares of(Counts counts, Sizes sizes) {
    long read = counts.read();
    List<Part> parts =
        List.of(
            Part.of("created", counts.created(), read, sizes),
            Part.of("updated", counts.updated(), read, sizes),
            Part.of("unchanged", counts.unchanged(), read, sizes),
            Part.of("deleted", counts.deleted(), read, sizes),
            Part.of("rejected", counts.rejected(), read, sizes));
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

  /** Whether there is anything to draw. */
  boolean any() {
    return parts.stream().anyMatch(part -> !part.none());
  }
}
