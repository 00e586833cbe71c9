package dev.rollcall.jobfile;

import static java.util.Objects.requireNonNullElse;

import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.problem.Place;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Counted;
import dev.rollcall.text.Visible;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.LevelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    ColumnNames names = new ColumnNames();
    ColumnMapping own = mapping(imports, header, names);
    readExtras(imports, header, names);
    return own.and(names.extras()).with(meanings.all(imports));
  }

  private void readExtras(Section imports, @Nullable Boolean header, ColumnNames names) {
    List<String> secrets =
        requireNonNullElse(imports.words(Key.SECRET, CellWords::extraName), List.of());
    List<String> read = new ArrayList<>();
    imports
        .names(Key.EXTRA)
        .forEach(
            (name, place) -> {
              Scalar written = new Scalar(name, false, false, place);
              if (values.read(Key.EXTRA, written, CellWords::extraName) != null) {
                read.add(name);
              }
            });
    Section extras = imports.section(Key.extras(List.copyOf(imports.names(Key.EXTRA).keySet())));
    List<String> all = Stream.concat(read.stream(), secrets.stream()).distinct().toList();
    if (all.size() > ExtraColumn.MOST) {
      problems.add(
          imports.place(Key.EXTRA),
          "extra must name at most " + Counted.of(ExtraColumn.MOST, "column"),
          null);
    }
    for (int i = 0; i < all.size(); i++) {
      Field field = Field.extra(i, all.get(i), secrets.contains(all.get(i)));
      // A secret that is named nowhere else is in the column of its own name.
      read(field, extras, imports.place(Key.SECRET), header, names);
    }
  }

  private ColumnMapping mapping(Section imports, @Nullable Boolean header, ColumnNames names) {
    boolean byPosition = Boolean.FALSE.equals(header);
    if (!imports.has(Key.COLUMNS) || imports.isSingle(Key.COLUMNS)) {
      boolean strict = Boolean.TRUE.equals(imports.word(Key.COLUMNS, ColumnsReader::strictInstead));
      if (byPosition) {
        problems.add(
            imports.place(Key.COLUMNS),
            "with \"header: false\" the columns have no names",
            "add positions, such as \"columns: { username: 1, level: 2 }\"");
      }
      names.takeOwn();
      return ColumnMapping.ownNames(strict);
    }
    Section columns = imports.section(Key.COLUMNS);
    boolean strict = Boolean.TRUE.equals(columns.trueOrFalse(Key.STRICT));
    for (Field field : Field.OWN) {
      if (columns.has(Key.of(field))) {
        read(field, columns, columns.place(Key.of(field)), header, names);
      }
    }
    return names.has(Field.USERNAME) ? names.mapping(strict) : ColumnMapping.OWN_NAMES;
  }

  /**
   * @param place of what is said without naming the column
   */
  private void read(
      Field field, Section columns, Place place, @Nullable Boolean header, ColumnNames names) {
    Key key = Key.of(field);
    if (columns.has(key) && !columns.isMapping(key)) {
      name(field, key, columns, header, names);
      return;
    }
    Section meaning = columns.section(Key.meaningOf(field));
    if (columns.has(key)) {
      meanings.read(field, meaning);
    }
    if (meaning.has(Key.FROM_COLUMN)) {
      name(field, Key.FROM_COLUMN, meaning, header, names);
    } else if (Boolean.FALSE.equals(header)) {
      problems.add(
          place,
          field.word() + " needs the key \"from\"",
          "with \"header: false\" the columns have no names");
    } else {
      name(field, place, names);
    }
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
