package dev.rollcall.jobfile;

import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Missing;
import dev.rollcall.meaning.Mode;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Visible;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what becomes of users whom a mirror's input does not name. */
final class MissingReader {

  private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})d");

  private MissingReader() {}

  /**
   * What the job says of them; where it is wrong, a placeholder, with the problems told.
   *
   * @param columns those that the job reads
   */
  static Missing read(Section imports, Mode mode, ColumnMapping columns, Problems problems) {
    if (!imports.has(Key.MISSING)) {
      return Missing.DELETED;
    }
    if (mode != Mode.MIRROR) {
      problems.add(
          imports.place(Key.MISSING),
          "missing is said of a mirror, and the mode is " + mode.word(),
          "add \"mode: mirror\", or remove it");
    }
    if (imports.isSingle(Key.MISSING)) {
      imports.word(
          Key.MISSING, text -> JobValues.indexIn(List.of(JobValues.DELETE, "a mapping"), text));
      return Missing.DELETED;
    }
    Section missing = imports.section(Key.MISSING);
    @Nullable Long level = missing.wholeNumber(Key.MISSING_LEVEL);
    Map<String, String> set = missing.texts(Key.SET, CellWords::extraName);
    for (Field field : columns.extras()) {
      if (field.isSecret() && set.containsKey(field.word())) {
        problems.add(
            missing.place(Key.SET),
            "missing sets " + field.word() + ", which is secret: it would be kept with each run",
            "leave it as it is, and set another column");
      }
    }
    @Nullable Integer days = missing.word(Key.DELETE_AFTER, MissingReader::days);
    if (!missing.has(Key.MISSING_LEVEL) && !missing.has(Key.SET)) {
      problems.add(
          imports.place(Key.MISSING),
          "missing needs one of the keys \"level\" and \"set\"",
          "\"missing: delete\" deletes them at once");
    }
    return level == null && set.isEmpty() ? Missing.DELETED : new Missing(level, set, days);
  }

  /** A number of days: {@code 30d}. */
  private static int days(String text) {
    Matcher days = DAYS.matcher(text);
    int number = days.matches() ? Integer.parseInt(days.group(1)) : 0;
    if (number < 1 || number > Missing.MOST_DAYS) {
      throw new WrongWord(
          "must be a number of days from 1d to "
              + Missing.MOST_DAYS
              + "d, not "
              + Visible.quoted(text),
          null);
    }
    return number;
  }
}
