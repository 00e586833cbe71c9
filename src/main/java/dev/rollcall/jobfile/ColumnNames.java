package dev.rollcall.jobfile;

import dev.rollcall.csv.ColumnName;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Blanks;
import dev.rollcall.text.Visible;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers which column says what, and sees to it that no column says two things. */
final class ColumnNames {

  private final Map<Field, String> names = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * Takes note of a column and gives back its name. As headers are compared, so are names here:
   * without regard to case and surrounding blanks.
   *
   * @param column its header name, or its position in digits
   * @throws WrongWord if the name is blank, or field or column are known already
   */
  String put(Field field, String column) {
    String name = Blanks.strip(column);
    if (name.isEmpty()) {
      throw new WrongWord("must name a column for " + field.word(), null);
    }
    if (name.codePointCount(0, name.length()) > JobValues.LONGEST_TEXT) {
      throw new WrongWord("must have at most " + JobValues.LONGEST_TEXT + " characters", null);
    }
    if (has(field)) {
      throw new WrongWord("names " + field.word() + " twice", "remove one of the two");
    }
    if (!taken.add(ColumnName.key(name))) {
      throw new WrongWord(
          "reads the column " + Visible.quoted(name) + " a second time",
          "a column can say one thing only");
    }
    names.put(field, name);
    return name;
  }

  /** Takes note that the columns of the fields' own names say what they are called. */
  void takeOwn() {
    Field.OWN.forEach(field -> taken.add(ColumnName.key(field.word())));
  }

  /** The extra columns, and which column says what is in them. */
  Map<Field, String> extras() {
    Map<Field, String> extras = new TreeMap<>(names);
    extras.keySet().removeIf(field -> !field.isExtra());
    return extras;
  }

  boolean has(Field field) {
    return names.containsKey(field);
  }

  /** All of it. Throws {@link WrongWord} if there is no column for the username. */
  ColumnMapping mapping(boolean strict) {
    if (!has(Field.USERNAME)) {
      throw new WrongWord("must name a column for username", null);
    }
    return new ColumnMapping(names, strict);
  }
}
