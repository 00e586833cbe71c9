package dev.rollcall.cells;

import dev.rollcall.text.Blanks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what the cells of one column mean. The same for the same cell; thread-safe. */
public final class CellReading {

  /** In characters; what replacements make of a cell may be longer than the cell. */
  public static final int LONGEST = 64 * 1024;

  private final Set<String> empty;
  private final String nothing;
  private final List<CellPattern> patterns;
  private final CellMeaning meaning;

  /** For a look-up with each row. */
  private final Map<String, String> values;

  /**
   * @param empty cells that count as empty, without surrounding blanks
   * @param nothing what means null, and is never changed
   */
  public CellReading(Set<String> empty, String nothing, CellMeaning meaning) {
    this.empty = empty;
    this.nothing = nothing;
    this.patterns = meaning.replacements().stream().map(CellPattern::of).toList();
    this.meaning = meaning;
    this.values = meaning.values() == null ? Map.of() : Map.copyOf(meaning.values().meanings());
  }

  /**
   * The cell before it is looked up: without surrounding blanks, unless the job says nothing of its
   * column.
   *
   * @param plain whether it is known to be plain; see {@link Blanks#isPlain}
   */
  public String prepared(String cell, boolean plain) {
    String text = plain ? cell : Blanks.strip(cell);
    if (empty.contains(text)) {
      return "";
    }
    if (meaning.equals(CellMeaning.ITSELF)) {
      return cell;
    }
    if (isNothing(text)) {
      return text;
    }
    for (CellPattern pattern : patterns) {
      text = pattern.applyTo(text);
      if (text.length() > LONGEST) {
        return text;
      }
    }
    return Blanks.strip(meaning.letters() == null ? text : meaning.letters().of(text));
  }

  /** What a prepared cell means; null if the job rejects it. */
  public @Nullable String lookedUp(String prepared) {
    ValueMap map = meaning.values();
    if (map == null || isNothing(prepared)) {
      return prepared;
    }
    String value = values.get(ValueMap.key(prepared));
    return value == null ? map.ofOther(prepared) : value;
  }

  private boolean isNothing(String text) {
    return text.isEmpty() || text.equals(nothing);
  }
}
