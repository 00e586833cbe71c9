package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Kinds of files that are delivered instead of CSV, by their first bytes. */
enum NoText {
  XZ("xz data", unpack("xz -dc"), 0, "\u00fd7zXZ\0"),
  BZIP2("bzip2 data", unpack("bzip2 -dc"), 4, "1AY&SY"),
  SEVEN_ZIP("a 7z archive", unpack("7z e -so"), 0, "7z\u00bc\u00af\u0027\u001c"),
  RAR("a rar archive", unpack("unrar p -inul"), 0, "Rar!\u001a\u0007"),
  LZ4("lz4 data", unpack("lz4 -dc"), 0, "\u0004\"M\u0018"),
  COMPRESS("data of compress (.Z)", unpack("gzip -dc"), 0, "\u001f\u009d"),
  TAR("a tar archive", unpack("tar -xOf"), 257, "ustar"),
  GZIP("gzip data inside what was unpacked", "pack it once", 0, "\u001f\u008b\b"),
  ZSTD("zstd data inside what was unpacked", "pack it once", 0, "(\u00b5/\u00fd"),
  ZIP("a zip archive inside what was unpacked", "pack it once", 0, "PK\u0003\u0004"),
  OLE(
      "a workbook of an old office program (.xls)",
      save(),
      0,
      "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1"),
  PDF("a PDF", "ask for the same as CSV", 0, "%PDF-"),
  SQLITE("an SQLite database", "name it with --db", 0, "SQLite format 3\0"),
  HTML("a web page", "check what was downloaded: it may be a page to log in", 0, "<!doctype html"),
  HTML_ELEMENT("a web page", HTML.advice, 0, "<html"),
  XML("XML", save(), 0, "<?xml");

  private final String kind;
  private final String advice;
  private final int offset;
  private final byte[] magic;

  NoText(String kind, String advice, int offset, String magic) {
    this.kind = kind;
    this.advice = advice;
    this.offset = offset;
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String unpack(String command) {
    return "unpack it and pipe it in: " + command + " FILE | rollcall import -";
  }

  private static String save() {
    return "save the sheet as CSV (UTF-8), and import that";
  }

  /**
   * Looks at the beginning of an unpacked input.
   *
   * @throws Failure {@code INPUT_UNREADABLE} if it is of one of these kinds
   */
  static void check(byte[] start, int length, Place place) {
    for (NoText each : values()) {
      if (each.is(start, length)) {
        throw Failure.at(
            ProblemCode.INPUT_UNREADABLE, place, "this is " + each.kind + ", not CSV", each.advice);
      }
    }
  }

  /** Whether a file that begins with this text would be taken for one of these kinds. */
  static boolean isLike(String text) {
    byte[] start = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.stream(values()).anyMatch(each -> each.is(start, start.length));
  }

  private boolean is(byte[] start, int length) {
    int end = offset + magic.length;
    if (length < end) {
      return false;
    }
    byte[] there = Arrays.copyOfRange(start, offset, end);
    if (magic[0] == '<') {
      String text =
          new String(there, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
      return text.equals(new String(magic, StandardCharsets.ISO_8859_1));
    }
    return Arrays.equals(there, magic)
        && switch (this) {
          // Begins with a name, filled up with NULs.
          case TAR -> start[TAR_NAME_END] == 0;
          case BZIP2 -> start[0] == 'B' && start[1] == 'Z' && start[2] == 'h';
          default -> true;
        };
  }

  private static final int TAR_NAME_END = 99;
}
