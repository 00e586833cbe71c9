package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a text are to be read.
 *
 * @param charset never one that reads the byte order mark itself, if the text begins with one
 * @param markBytes how many bytes the byte order mark takes
 */
record TextEncoding(Charset charset, int markBytes) {

  /** The longest byte order mark. */
  static final int LONGEST_MARK_BYTES = 4;

  /** What is looked at to tell what a text is: its mark, or that it is no text. */
  private static final int START_BYTES = 512;

  private static final List<Charset> FOUND =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  /** Their marks could be those of UTF-16, before a NUL: they are looked for only if named. */
  private static final List<Charset> UTF_32 =
      List.of(Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"));

  /**
   * Looks at the first bytes.
   *
   * @param start the first {@value #LONGEST_MARK_BYTES} bytes, or all there are
   * @param named the charset that the user names
   * @throws Failure {@code BYTES_NOT_IN_CHARSET} if the byte order mark is not the named charset's
   */
  static TextEncoding of(byte[] start, @Nullable Charset named, Place place) {
    boolean wide = named != null && family(named).equals("UTF32");
    TextEncoding marked = marked(start, wide ? UTF_32 : FOUND);
    if (marked == null) {
      return new TextEncoding(named == null ? StandardCharsets.UTF_8 : named, 0);
    }
    if (named == null || named.equals(marked.charset) || leavesOrderToMark(named, marked)) {
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

  /**
   * Whether a text that begins so may be in a charset, as one of several: without its mark, any
   * text of an even length could be UTF-16.
   */
  static boolean mayBe(byte[] start, Charset charset, Place place) {
    String family = family(charset);
    try {
      boolean marked = of(start, charset, place).markBytes > 0;
      return marked || !family.equals("UTF16") && !family.equals("UTF32");
    } catch (Failure e) {
      return false;
    }
  }

  /** Fills the beginning of a block: a stream may give its first bytes one by one. */
  static int readStart(OpenInput in, byte[] block) {
    int read = 0;
    while (read < START_BYTES) {
      int more = in.read(block, read, block.length - read);
      if (more < 0) {
        return read;
      }
      read += more;
    }
    return read;
  }

  /** Whether nobody could tell the order of the bytes without a mark. */
  static boolean needsMark(Charset charset) {
    return UTF_32.contains(charset)
        || FOUND.contains(charset) && !charset.equals(StandardCharsets.UTF_8);
  }

  /** As {@code UTF-16}, and the charsets that begin whatever they write with a mark. */
  private static boolean leavesOrderToMark(Charset named, TextEncoding marked) {
    String name = named.name().toUpperCase(Locale.ROOT);
    boolean ordered = name.endsWith("LE") || name.endsWith("BE");
    return !ordered && family(named).equals(family(marked.charset));
  }

  /** {@code UTF16} for UTF-16LE and all others of its kind. */
  private static String family(Charset charset) {
    String name = charset.name().toUpperCase(Locale.ROOT).replace("-", "").replaceFirst("^X", "");
    return name.replaceFirst("(LE|BE)(BOM)?$", "");
  }

  private static @Nullable TextEncoding marked(byte[] start, List<Charset> charsets) {
    for (Charset charset : charsets) {
      byte[] mark = "\ufeff".getBytes(charset);
      if (start.length >= mark.length
          && Arrays.equals(start, 0, mark.length, mark, 0, mark.length)) {
        return new TextEncoding(charset, mark.length);
      }
    }
    return null;
  }
}
