package dev.rollcall.meaning;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.UserColumns;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of cells beside the names of their columns.
 *
 * @param empty cells that count as empty, in any column, without surrounding blanks
 * @param of what cells of a field's column mean; a field that is not there has cells that mean what
 *     they say
 * @param defaults cells that count where a row that creates a user says nothing; each without a
 *     {@link #faultOfDefault}
 * @param files from which values were read; their content is the meaning, their names are none
 */
public record CellMeanings(
    List<String> empty,
    Map<Field, CellMeaning> of,
    Map<Field, String> defaults,
    List<String> files) {

  /** How many cells may count as empty at most. */
  public static final int MOST_EMPTY = 100;

  /** In characters, all values of a job together: they are kept with each of its runs. */
  public static final int MOST_TEXT = 24_000;

  public static final CellMeanings NONE = new CellMeanings(List.of(), Map.of(), Map.of());

  private static final String SOMEBODY = "somebody";

  /** Of which nothing was read from files. */
  public CellMeanings(List<String> empty, Map<Field, CellMeaning> of, Map<Field, String> defaults) {
    this(empty, of, defaults, List.of());
  }

  public CellMeanings {
    empty = List.copyOf(empty);
    files = List.copyOf(files);
    Map<Field, CellMeaning> copy = new TreeMap<>();
    of.forEach(
        (field, meaning) -> {
          if (!meaning.equals(CellMeaning.ITSELF)) {
            copy.put(field, meaning);
          }
        });
    of = Collections.unmodifiableMap(copy);
    defaults = Collections.unmodifiableMap(new TreeMap<>(defaults));
  }

  /** Whether every cell means what it says. */
  boolean changeNothing() {
    return empty.isEmpty() && of.isEmpty();
  }

  /**
   * What a user gets who is created and of whom the row does not say it; of an extra column what
   * the table has for that, if it is known.
   *
   * @param columns that users have
   * @throws Failure {@code COLUMN_UNUSABLE} if an extra column can't hold its default
   */
  public NewValues newUser(UserColumns columns) {
    if (defaults.isEmpty() && columns.named().isEmpty()) {
      return NewValues.NOTHING;
    }
    ParsedRow parsed = parsed(defaults, columns);
    if (parsed instanceof Invalid invalid) {
      throw Failure.of(
          ProblemCode.COLUMN_UNUSABLE,
          "a default of the job can't be what a new user gets: " + invalid.reject().message(),
          "correct it in the job");
    }
    NewValues values = ((UserRow) parsed).values();
    Extras.Builder usual = new Extras.Builder(columns);
    for (ExtraColumn column : columns.named()) {
      if (!column.isSecret() && column.isForeseen()) {
        usual.set(column, column.usual().value());
      }
    }
    return new NewValues(values.level(), values.email(), values.extras().over(usual.build()));
  }

  /** Why a cell can't be a default, in words; null if it can, as far as that is known. */
  public static @Nullable String faultOfDefault(Field field, String cell, LevelRules rules) {
    if (field.isExtra()) {
      // What the column holds is not known without the database.
      return null;
    }
    ParsedRow row = parsed(Map.of(field, cell), UserColumns.OWN);
    if (row instanceof Invalid invalid) {
      return invalid.reject().message();
    }
    NewValues values = ((UserRow) row).values();
    if (values.isRelative()) {
      return "it is a step from something else";
    }
    long level = values.level().from(LevelRules.DEFAULT_LEVEL);
    RejectCode code = field == Field.LEVEL ? rules.judgeNew(level) : null;
    return code == null ? null : RejectMessage.ofLevel(code, level, level, rules);
  }

  private static ParsedRow parsed(Map<Field, String> defaults, UserColumns columns) {
    @Nullable String[] all = new String[Field.OWN.size() + columns.fields().size()];
    all[Field.USERNAME.place()] = SOMEBODY;
    defaults.forEach((field, cell) -> all[field.place()] = cell);
    Cells cells = Cells.of(all, columns.fields());
    return RowParser.parse(0, cells, cells, columns, false);
  }
}
