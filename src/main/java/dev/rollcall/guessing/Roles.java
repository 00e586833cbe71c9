package dev.rollcall.guessing;

import dev.rollcall.reject.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which column holds which field.
 *
 * @param columns what was found
 * @param others columns that could hold a field as well
 * @param doubts fields whose column nothing but what is in it tells
 * @param rest columns that hold none
 */
record Roles(
    Map<Field, ColumnFacts> columns,
    Map<Field, List<ColumnFacts>> others,
    List<Field> doubts,
    List<ColumnFacts> rest) {

  /** Levels beyond this, or of more different kinds, are more likely something else. */
  private static final int MOST_LEVELS = 100;

  private static final long HIGHEST_LEVEL = 1_000;

  /**
   * @param named whether the columns have names: then a level is one by its name only, as too much
   *     else is a small number
   */
  static Roles of(List<ColumnFacts> columns, boolean named) {
    Roles roles = new Roles(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    for (Field field : Field.OWN) {
      roles.byName(field, columns);
    }
    roles.byCells(Field.EMAIL, columns.stream().filter(ColumnFacts::isMostlyAddresses).toList());
    roles.byCells(Field.USERNAME, usernames(columns));
    if (!named) {
      roles.byCells(Field.LEVEL, columns.stream().filter(Roles::mayBeLevels).toList());
    }
    columns.stream()
        .filter(column -> !roles.columns.containsValue(column))
        .forEach(roles.rest::add);
    return roles;
  }

  /** Whether nothing but its cells tells which column names the users, and another may as well. */
  boolean usernameUnsure(boolean named) {
    return doubts.contains(Field.USERNAME)
        && (named
            || others.getOrDefault(Field.USERNAME, List.of()).stream()
                .anyMatch(column -> !column.isMostlyIntegers() && !column.isMostlyAddresses()));
  }

  private void byName(Field field, List<ColumnFacts> columns) {
    List<ColumnFacts> named =
        columns.stream()
            .filter(column -> Vocabulary.field(column.name()) == field && fits(field, column))
            .sorted(Comparator.comparingInt(column -> Vocabulary.rank(field, column.name())))
            .toList();
    take(field, named);
  }

  private static boolean fits(Field field, ColumnFacts column) {
    return field != Field.EMAIL || 2 * column.addresses() >= column.filled();
  }

  private void byCells(Field field, List<ColumnFacts> candidates) {
    List<ColumnFacts> free =
        candidates.stream().filter(column -> !columns.containsValue(column)).toList();
    if (columns.containsKey(field) || free.isEmpty()) {
      return;
    }
    take(field, free);
    doubts.add(field);
  }

  private void take(Field field, List<ColumnFacts> candidates) {
    if (!candidates.isEmpty()) {
      columns.put(field, candidates.get(0));
      others.put(field, candidates.subList(1, candidates.size()));
    }
  }

  /** Names before numbers, and addresses last: each tells users apart, but people use names. */
  private static List<ColumnFacts> usernames(List<ColumnFacts> columns) {
    return columns.stream()
        .filter(column -> column.isMostlyUsernames() && !Vocabulary.isSecret(column.name()))
        .sorted(
            Comparator.comparing(ColumnFacts::isMostlyAddresses)
                .thenComparing(ColumnFacts::isMostlyIntegers)
                .thenComparingInt(ColumnFacts::at))
        .toList();
  }

  private static boolean mayBeLevels(ColumnFacts column) {
    return column.isMostlyIntegers()
        && column.values().size() <= MOST_LEVELS
        && column.values().size() * 2L <= column.filled()
        && column.lowest() >= 0
        && column.highest() <= HIGHEST_LEVEL;
  }

  @Nullable ColumnFacts column(Field field) {
    return columns.get(field);
  }

  /** Where a field's column is, counted from 0; -1 if none was found. */
  int at(Field field) {
    ColumnFacts column = column(field);
    return column == null ? -1 : column.at();
  }
}
