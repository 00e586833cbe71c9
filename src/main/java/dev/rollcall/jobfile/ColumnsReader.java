package dev.rollcall.jobfile;

import dev.rollcall.importing.ColumnMapping;
import dev.rollcall.problem.Place;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Visible;
import dev.rollcall.user.LevelRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code columns:}, by names or, where the input has no header, by positions. */
final class ColumnsReader {

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?");

  private final ValueReader values;
  private final Problems problems;
  private final CellMeaningsReader meanings;

  /**
   * @param rules which levels the job allows
   */
  ColumnsReader(ValueReader values, LevelRules rules, Problems problems) {
    this.values = values;
    this.problems = problems;
    this.meanings = new CellMeaningsReader(rules, problems);
  }

  /**
   * The mapping; where it is wrong, a placeholder, with the problems told.
   *
   * @param header whether columns have names; null if the file says so in a way nobody understands
   */
  ColumnMapping read(Section imports, @Nullable Boolean header) {
    ColumnMapping mapping = mapping(imports, header);
    return mapping.with(meanings.all(imports));
  }

  private ColumnMapping mapping(Section imports, @Nullable Boolean header) {
    boolean byPosition = Boolean.FALSE.equals(header);
    if (!imports.has(Key.COLUMNS) || imports.isSingle(Key.COLUMNS)) {
      boolean strict = Boolean.TRUE.equals(imports.word(Key.COLUMNS, ColumnsReader::strictInstead));
      if (byPosition) {
        problems.add(
            imports.place(Key.COLUMNS),
            "with \"header: false\" the columns have no names",
            "add positions, such as \"columns: { username: 1, level: 2 }\"");
      }
      return ColumnMapping.ownNames(strict);
    }
    Section columns = imports.section(Key.COLUMNS);
    boolean strict = Boolean.TRUE.equals(columns.trueOrFalse(Key.STRICT));
    ColumnNames names = new ColumnNames();
    for (Field field : Field.values()) {
      Key key = Key.of(field);
      if (columns.isMapping(key)) {
        Section meaning = columns.section(Key.meaningOf(field));
        meanings.read(field, meaning);
        if (meaning.has(Key.FROM_COLUMN)) {
          name(field, Key.FROM_COLUMN, meaning, header, names);
        } else if (byPosition) {
          problems.add(
              columns.place(key),
              field.word() + " needs the key \"from\"",
              "with \"header: false\" the columns have no names");
        } else {
          name(field, columns.place(key), names);
        }
      } else {
        name(field, key, columns, header, names);
      }
    }
    return names.has(Field.USERNAME) ? names.mapping(strict) : ColumnMapping.OWN_NAMES;
  }

  private void name(
      Field field, Key key, Section section, @Nullable Boolean header, ColumnNames names) {
    Scalar value = section.value(key);
    if (value != null && header != null) {
      values.read(
          key, value, text -> names.put(field, header ? name(value) : position(value, key)));
    }
  }

  /** The column of the field's own name. */
  private void name(Field field, Place place, ColumnNames names) {
    Scalar value = new Scalar(field.word(), false, false, place);
    values.read(Key.of(field), value, text -> names.put(field, text));
  }

  private static boolean strictInstead(String text) {
    if (!text.equals(JobValues.STRICT)) {
      throw new WrongWord(
          "must be a mapping of fields to columns, or the word strict, not " + Visible.quoted(text),
          null);
    }
    return true;
  }

  private static String position(Scalar value, Key key) {
    int last = ((Form.Column) key.form()).lastPosition();
    try {
      return Long.toString(JobValues.wholeNumber(value.quoted() ? "" : value.text(), 1, last));
    } catch (WrongWord notNumber) {
      throw new WrongWord(
          "must be a position from 1 to " + last + ", not " + Visible.quoted(value.text()),
          "with \"header: false\" the columns have no names");
    }
  }

  private static String name(Scalar value) {
    if (!value.quoted() && NUMBER.matcher(value.text()).matches()) {
      throw new WrongWord(
          "must be a column's name, not the number " + Visible.quoted(value.text()),
          "put it in quotes if it is the name; positions take \"header: false\"");
    }
    return value.text();
  }
}
