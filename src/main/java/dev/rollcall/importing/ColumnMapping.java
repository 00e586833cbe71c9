package dev.rollcall.importing;

import dev.rollcall.reject.Field;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which column of the input says what ({@code columns:} in a job file).
 *
 * @param names for each field that the job reads, the column's header name; for input without a
 *     header, its position as decimal digits, counted from 1. Always holds {@link Field#USERNAME}.
 * @param named whether the job itself names them, so that each has to be there
 * @param strict whether a column that the job does not name is refused, instead of ignored
 * @param meanings what it says of cells beside that
 */
public record ColumnMapping(
    Map<Field, String> names, boolean named, boolean strict, CellMeanings meanings) {

  /** Every field under its own name; what the input does not have is left out. */
  public static final ColumnMapping OWN_NAMES = ownNames(false);

  public ColumnMapping {
    EnumMap<Field, String> copy = new EnumMap<>(Field.class);
    copy.putAll(names);
    names = Collections.unmodifiableMap(copy);
    if (!names.containsKey(Field.USERNAME)) {
      throw new IllegalArgumentException("no column for the username");
    }
  }

  /** Columns that the job names. */
  public ColumnMapping(Map<Field, String> names, boolean strict) {
    this(names, true, strict, CellMeanings.NONE);
  }

  /** The same columns, of which the input may lack all but the username's. */
  public ColumnMapping asFarAsThere() {
    return new ColumnMapping(names, false, strict, meanings);
  }

  /** The same columns, with cells of these meanings. */
  public ColumnMapping with(CellMeanings all) {
    return new ColumnMapping(names, named, strict, all);
  }

  /** The last column that is mapped; only to be asked where columns are named by position. */
  int lastPosition() {
    return names.values().stream().mapToInt(Integer::parseInt).max().orElseThrow();
  }

  /** Every field under its own name. */
  public static ColumnMapping ownNames(boolean strict) {
    EnumMap<Field, String> names = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      names.put(field, field.word());
    }
    return new ColumnMapping(names, false, strict, CellMeanings.NONE);
  }
}
