package dev.rollcall.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of cells.
 *
 * @param empty cells that count as empty, in all columns that it reads
 * @param of what it says of a field's or an extra column's cells, by its name
 */
public record ModelMeanings(List<String> empty, Map<String, ModelMeaning> of) {

  public static final ModelMeanings NONE = new ModelMeanings(List.of(), Map.of());

  private static final String UNKNOWN = "VALUE_UNKNOWN";

  public ModelMeanings {
    of = new TreeMap<>(of);
  }

  /** The same for a job that says nothing of these columns. */
  ModelMeanings without(Set<String> columns) {
    Map<String, ModelMeaning> left = new TreeMap<>(of);
    left.keySet().removeAll(columns);
    return new ModelMeanings(empty, left);
  }

  /** Of a field, or an extra column; what says nothing if it says nothing. */
  public ModelMeaning of(String column) {
    return of.getOrDefault(column, ModelMeaning.NONE);
  }

  /**
   * A row with the cells that are meant; with {@code VALUE_UNKNOWN} for its fault if the job
   * rejects one.
   */
  public ModelRow meant(ModelRow row) {
    boolean[] unknown = {false};
    Function<String, Function<@Nullable String, @Nullable String>> meaning =
        column -> cell -> cell == null ? null : meant(column, cell, unknown);
    Map<String, String> extras = new TreeMap<>();
    row.extras()
        .forEach(
            (name, cell) ->
                extras.put(name, Objects.requireNonNull(meaning.apply(name).apply(cell))));
    String username = meaning.apply("username").apply(row.username());
    String email = meaning.apply("email").apply(row.email());
    String level = meaning.apply("level").apply(row.level());
    String action = meaning.apply("action").apply(row.action());
    String reason = meaning.apply("reason").apply(row.reason());
    String fault = row.formFault() == null && unknown[0] ? UNKNOWN : row.formFault();
    return new ModelRow(row.line(), fault, username, email, level, action, reason, extras);
  }

  private String meant(String column, String cell, boolean[] unknown) {
    if (empty.contains(CellText.strip(cell))) {
      return "";
    }
    ModelMeaning meaning = of(column);
    if (!meaning.changesCells()) {
      return cell;
    }
    String prepared = meaning.prepared(cell);
    String found = meaning.lookedUp(prepared);
    unknown[0] |= found == null;
    return found == null ? prepared : found;
  }
}
