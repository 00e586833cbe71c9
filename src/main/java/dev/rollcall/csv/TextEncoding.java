package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a text are to be read.
 *
 * @param charset never one that reads the byte order mark itself, if the text begins with one
 * @param markBytes how many bytes the byte order mark takes
 */
record TextEncoding(Charset charset, int markBytes) {

  /** The longest byte order mark. */
  static final int LONGEST_MARK_BYTES = 3;

  /**
   * Looks at the first bytes.
   *
   * @param start the first {@value #LONGEST_MARK_BYTES} bytes, or all there are
   * @param named the charset that the user names
   * @throws Failure {@code BYTES_NOT_IN_CHARSET} if the byte order mark is not the named charset's
   */
  static TextEncoding of(byte[] start, @Nullable Charset named, Place place) {
    TextEncoding marked = marked(start);
    if (marked == null) {
      return new TextEncoding(named == null ? StandardCharsets.UTF_8 : named, 0);
    }
    if (named == null || named.equals(marked.charset) || isUtf16(named, marked.charset)) {
      return marked;
    }
    throw Failure.at(
        ProblemCode.BYTES_NOT_IN_CHARSET,
        place,
        "it begins with the byte order mark of "
            + marked.charset.name()
            + ", but "
            + named.name()
            + " is named",
        "leave the charset out: it is then found by that mark");
  }

  private static boolean isUtf16(Charset named, Charset marked) {
    return named.equals(StandardCharsets.UTF_16) && !marked.equals(StandardCharsets.UTF_8);
  }

  private static @Nullable TextEncoding marked(byte[] start) {
    if (start.length >= 3
        && (start[0] & 0xff) == 0xef
        && (start[1] & 0xff) == 0xbb
        && (start[2] & 0xff) == 0xbf) {
      return new TextEncoding(StandardCharsets.UTF_8, 3);
    }
    if (start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (start.length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    return null;
  }
}
