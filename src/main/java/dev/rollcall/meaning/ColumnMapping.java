package dev.rollcall.meaning;

import dev.rollcall.reject.Field;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which column of the input says what ({@code columns:} in a job file).
 *
 * @param names for each field that the job reads, the column's header name; for input without a
 *     header, its position as decimal digits, counted from 1. Always holds {@link Field#USERNAME}.
 *     It may hold extra columns.
 * @param required those which the job itself names, so that each has to be there
 * @param strict whether a column that the job does not name is refused, instead of ignored
 * @param meanings what it says of cells beside that
 */
public record ColumnMapping(
    Map<Field, String> names, Set<Field> required, boolean strict, CellMeanings meanings) {

  /** Every field under its own name; what the input does not have is left out. */
  public static final ColumnMapping OWN_NAMES = ownNames(false);

  public ColumnMapping {
    names = Collections.unmodifiableMap(new TreeMap<>(names));
    required = Set.copyOf(required);
    if (!names.containsKey(Field.USERNAME)) {
      throw new IllegalArgumentException("no column for the username");
    }
  }

  /** Columns that the job names. */
  public ColumnMapping(Map<Field, String> names, boolean strict) {
    this(names, names.keySet(), strict, CellMeanings.NONE);
  }

  /** The same, and extra columns that the job names. */
  public ColumnMapping and(Map<Field, String> extras) {
    Map<Field, String> all = new TreeMap<>(names);
    all.putAll(extras);
    Set<Field> there = new TreeSet<>(required);
    there.addAll(extras.keySet());
    return new ColumnMapping(all, there, strict, meanings);
  }

  /** The extra columns, in their order. */
  public List<Field> extras() {
    return names.keySet().stream().filter(Field::isExtra).toList();
  }

  /** All fields that the job may read, in their order. */
  public List<Field> fields() {
    return Stream.concat(Field.OWN.stream(), extras().stream()).toList();
  }

  /** The same columns, of which the input may lack all but the username's. */
  public ColumnMapping asFarAsThere() {
    return new ColumnMapping(names, Set.of(), strict, meanings);
  }

  /** The same columns, with cells of these meanings. */
  public ColumnMapping with(CellMeanings all) {
    return new ColumnMapping(names, required, strict, all);
  }

  /** The last column that is mapped; only to be asked where columns are named by position. */
  public int lastPosition() {
    return names.values().stream().mapToInt(Integer::parseInt).max().orElseThrow();
  }

  /** Every field under its own name. */
  public static ColumnMapping ownNames(boolean strict) {
    Map<Field, String> names = new TreeMap<>();
    for (Field field : Field.OWN) {
      names.put(field, field.word());
    }
    return new ColumnMapping(names, Set.of(), strict, CellMeanings.NONE);
  }
}
