package dev.rollcall.cells;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of the cells of a column beside its name; applied in this order.
 *
 * @param replacements applied one after the other, at most {@value #MOST_REPLACEMENTS}
 * @param letters null for those that are there
 * @param values null if cells mean what they say
 */
public record CellMeaning(
    List<Replacement> replacements, @Nullable LetterCase letters, @Nullable ValueMap values) {

  public static final int MOST_REPLACEMENTS = 20;

  /** Cells mean what they say. */
  public static final CellMeaning ITSELF = new CellMeaning(List.of(), null, null);

  public CellMeaning {
    replacements = List.copyOf(replacements);
    if (replacements.size() > MOST_REPLACEMENTS) {
      throw new IllegalArgumentException(replacements.size() + " replacements");
    }
  }
}
