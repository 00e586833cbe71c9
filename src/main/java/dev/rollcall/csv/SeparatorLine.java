package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A first line such as {@code sep=;}, by which spreadsheets tell each other the delimiter. */
final class SeparatorLine {

  /** What it begins with, in lower case. */
  static final String START = "sep=";

  private static final Pattern FORM =
      Pattern.compile("\ufeff?sep=(\\P{Cntrl}|\t)[ \r\n]*", Pattern.CASE_INSENSITIVE);

  /** With spaces behind it; a longer line is none, and need not be looked at. */
  private static final int LONGEST = 1_000;

  /** Divides the line into nothing. */
  private static final char NOTHING = 0;

  private SeparatorLine() {}

  /**
   * Steps over the line if the text begins with it.
   *
   * @return the delimiter that it names; null if there is no such line
   * @throws Failure {@code HEADER_WRONG} if it names none that is understood
   */
  static @Nullable Character takeFrom(TextWindow window, String name) {
    RecordScan line = new RecordScan(window, NOTHING);
    line.scan(null);
    int length = line.end() - line.start();
    if (length > LONGEST) {
      return null;
    }
    Matcher form = FORM.matcher(new String(window.text(), line.start(), length));
    if (!form.matches()) {
      return null;
    }
    char delimiter = form.group(1).charAt(0);
    if (CsvFormat.DELIMITERS.indexOf(delimiter) < 0) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          new Place(name, line.startLine(), 0),
          "this line says that " + delimiter + " divides the columns, which is not understood",
          "divide them by , ; | ^ or tab, and say so here or remove the line");
    }
    window.release(line.end(), line.endLine());
    return delimiter;
  }
}
