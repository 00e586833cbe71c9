package dev.rollcall.cells;

import dev.rollcall.text.Blanks;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What some cells mean.
 *
 * @param meanings by their {@link #key}
 * @param rest what becomes of all other cells
 * @param restText what they mean; null unless that is what becomes of them
 */
public record ValueMap(Map<String, String> meanings, Rest rest, @Nullable String restText) {

  /** How many at most. */
  public static final int MOST = 1_000;

  /** In characters, of a cell and of what it means. */
  public static final int LONGEST = 200;

  /** The cells that are not named. */
  public static final String OTHERS = "*";

  /** What becomes of a cell that is not named. */
  public enum Rest {
    KEEP,
    REJECT,
    TEXT;

    /** As job files have it: {@code reject}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ValueMap {
    meanings = Collections.unmodifiableMap(new TreeMap<>(meanings));
    if (meanings.size() > MOST || (rest == Rest.TEXT) != (restText != null)) {
      throw new IllegalArgumentException(meanings.size() + " values, " + rest);
    }
  }

  /** What all spellings of one cell have in common. */
  public static String key(String cell) {
    return Blanks.strip(cell).toLowerCase(Locale.ROOT);
  }

  /** What a cell means that is not named; null if it is rejected. */
  @Nullable String ofOther(String cell) {
    return rest == Rest.REJECT ? null : rest == Rest.TEXT ? restText : cell;
  }
}
