package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import dev.rollcall.text.Counted;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a text against the trailer that it must have: at its end, once, and with the right number
 * of rows. Only that tells a file which was cut off between two rows from a whole one.
 */
final class TrailerCheck {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Trailer trailer;
  private final String name;
  private @Nullable Place place;
  private @Nullable String number;

  TrailerCheck(Trailer trailer, String name) {
    this.trailer = trailer;
    this.name = name;
  }

  Trailer trailer() {
    return trailer;
  }

  /**
   * Takes note of a line that is like it.
   *
   * @param cells of that line
   * @throws Failure {@code TRAILER_WRONG} if there was one before
   */
  void found(long line, String[] cells) {
    checkNoneBefore();
    place = new Place(name, line, 0);
    int cell = trailer.rows() - 1;
    number = cell >= 0 && cell < cells.length ? Blanks.strip(cells[cell]) : null;
  }

  /**
   * To be asked when a row follows.
   *
   * @throws Failure {@code TRAILER_WRONG} if the trailer was before it
   */
  void checkNoneBefore() {
    if (place != null) {
      throw wrong(
          place,
          "this line is like the trailer " + trailer.match() + ", but rows follow it",
          "if it is a row, say more of the trailer; else files were put one behind the other:"
              + " import each by itself");
    }
  }

  /**
   * To be asked at the end.
   *
   * @param rows how many there were, the header not among them
   * @param line behind the last one
   * @throws Failure {@code TRAILER_WRONG}
   */
  void checkWhole(long rows, long line) {
    if (place == null) {
      throw wrong(
          new Place(name, line, 0),
          "the text ends without its trailer " + trailer.match(),
          "it was cut off on its way: deliver it again");
    }
    if (trailer.rows() == 0) {
      return;
    }
    if (number == null || !NUMBER.matcher(number).matches()) {
      throw wrong(
          place,
          "cell " + trailer.rows() + " of the trailer is no number of rows",
          "correct which cell it is: --trailer-rows (trailer: { rows } in a job file)");
    }
    if (Long.parseLong(number) != rows) {
      throw wrong(
          place,
          "the trailer says "
              + Counted.of(Long.parseLong(number), "row")
              + ", and there are "
              + rows
              + ", the header not counted",
          "rows were lost or added on its way: deliver it again");
    }
  }

  private static Failure wrong(Place place, String what, String advice) {
    return Failure.at(ProblemCode.TRAILER_WRONG, place, what, advice);
  }
}
