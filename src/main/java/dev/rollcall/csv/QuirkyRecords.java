package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a text that is written with {@link Quirks}: without its comments and trailer. */
final class QuirkyRecords implements RecordSource {

  private final TextWindow window;
  private final QuirkyScan scan;
  private final @Nullable TrailerCheck trailer;

  QuirkyRecords(TextWindow window, Quirks quirks, char delimiter, @Nullable TrailerCheck trailer) {
    this.window = window;
    this.scan = new QuirkyScan(quirks, delimiter);
    this.trailer = trailer;
  }

  @Override
  public ScannedRecord scan() {
    return scan;
  }

  @Override
  public String @Nullable [] next() throws IOException {
    try {
      while (atText()) {
        if (isTrailer()) {
          continue;
        }
        if (!scan.isComment(window.text(), window.kept(), window.limit())) {
          return record();
        }
        passOver(lineEnd());
      }
      scanKept();
      return null;
    } catch (RecordTooLongException e) {
      scanKept();
      throw e;
    }
  }

  /** Passes over blank lines; false at the end of the text. */
  private boolean atText() throws IOException {
    while (true) {
      int at = window.kept();
      if (at == window.limit()) {
        if (!window.more()) {
          return false;
        }
      } else if (ScannedRecord.isLineEnd(window.text()[at])) {
        passOver(at);
      } else {
        return true;
      }
    }
  }

  /** Goes on behind the line that ends at an index, and has nothing but blank lines before it. */
  private void passOver(int lineEnd) throws IOException {
    window.release(lineEnd, window.line());
    boolean open = lineEnd + 1 == window.limit() && window.text()[lineEnd] == '\r';
    if (open) {
      window.more();
    }
    int at = window.kept();
    if (at < window.limit()) {
      int after = ScannedRecord.lineAfter(window.text(), at, window.limit());
      window.release(after, window.line() + 1);
    }
  }

  /** Index of the end of the line that is kept. */
  private int lineEnd() throws IOException {
    int length = 0;
    while (true) {
      int end = QuirkyScan.lineEnd(window.text(), window.kept() + length, window.limit());
      if (end < window.limit()) {
        return end;
      }
      length = end - window.kept();
      if (!window.more()) {
        return window.limit();
      }
    }
  }

  /** Passes over the trailer, if that is what is next. */
  private boolean isTrailer() throws IOException {
    if (trailer == null
        || !trailer.trailer().mayBegin(window.text(), window.kept(), window.limit())) {
      return false;
    }
    int end = lineEnd();
    int from = window.kept();
    if (!scan.isTrailer(window.text(), from, window.limit(), end)) {
      return false;
    }
    scan.scan(window.text(), from, end, window.line());
    trailer.found(window.line(), scan.values());
    passOver(end);
    return true;
  }

  private String[] record() throws IOException {
    boolean more = true;
    scanKept();
    while (more && !scan.hasEnd()) {
      more = grow(window.limit() - window.kept());
      // Also if there was no more, the text may have moved.
      scanKept();
    }
    if (scan.openQuote() >= 0) {
      throw new EOFException("a quote does not close");
    }
    if (scan.openEscape() >= 0) {
      throw Failure.at(
          ProblemCode.INPUT_CUT_OFF,
          window.place(scan.openEscape()),
          "the text ends behind an escape",
          "it was cut off on its way: deliver it again");
    }
    return scan.values();
  }

  private void scanKept() {
    scan.scan(window.text(), window.kept(), window.limit(), window.line());
  }

  /** Twice as much, so that a long record is not scanned again for every block of it. */
  private boolean grow(int length) throws IOException {
    int wanted = Math.max(length + 1, Math.min(2 * length, TextWindow.LONGEST_RECORD));
    boolean grown = false;
    while (window.limit() - window.kept() < wanted && window.more()) {
      grown = true;
    }
    return grown;
  }
}
