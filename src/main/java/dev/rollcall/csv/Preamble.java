package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Counted;
import java.io.IOException;

/** Lines above the header that a job passes over, whatever is in them, quotes too. */
final class Preamble {

  private Preamble() {}

  /**
   * Steps over the first lines of a text.
   *
   * @throws Failure {@code HEADER_WRONG} if there are no more lines
   */
  static void skip(TextWindow window, int lines, String name) throws IOException {
    while (window.line() <= lines) {
      char[] text = window.text();
      int limit = window.limit();
      int i = window.kept();
      while (i < limit && !ScannedRecord.isLineEnd(text[i])) {
        i++;
      }
      window.release(i, window.line());
      // A carriage return may have its line feed still to come.
      boolean open = i == limit || text[i] == '\r' && i + 1 == limit;
      if (open && window.more()) {
        continue;
      }
      if (i == limit) {
        throw tooFew(window, lines, name);
      }
      int at = window.kept();
      window.release(ScannedRecord.lineAfter(window.text(), at, window.limit()), window.line() + 1);
    }
  }

  private static Failure tooFew(TextWindow window, int lines, String name) {
    return Failure.at(
        ProblemCode.HEADER_WRONG,
        new Place(name, window.line(), 0),
        Counted.of(lines, "line") + " are skipped, and there are no more",
        "skip fewer lines, or check that the file is whole");
  }
}
