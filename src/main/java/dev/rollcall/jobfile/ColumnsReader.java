package dev.rollcall.jobfile;

import dev.rollcall.importing.ColumnMapping;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Visible;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code columns:}, by names or, where the input has no header, by positions. */
final class ColumnsReader {

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?");

  private final ValueReader values;
  private final Problems problems;

  ColumnsReader(ValueReader values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /**
   * The mapping; where it is wrong, a placeholder, with the problems told.
   *
   * @param header whether columns have names; null if the file says so in a way nobody understands
   */
  ColumnMapping read(Section imports, @Nullable Boolean header) {
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
      Scalar value = columns.value(key);
      if (value != null && header != null) {
        values.read(
            key, value, text -> names.put(field, byPosition ? position(value, key) : name(value)));
      }
    }
    return names.has(Field.USERNAME) ? names.mapping(strict) : ColumnMapping.OWN_NAMES;
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
