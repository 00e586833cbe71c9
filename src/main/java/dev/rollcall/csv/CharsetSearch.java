package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the charsets that fit an input from its first byte to its last, by reading all of it. */
final class CharsetSearch {

  /** What people's files are in, besides UTF-8; those that this Java knows. */
  static final List<Charset> USUAL =
      Stream.of(
              "UTF-8",
              "windows-1252",
              "x-MacRoman",
              "IBM850",
              "windows-1250",
              "windows-1251",
              "windows-31j",
              "GBK",
              "Big5",
              "EUC-KR")
          .filter(Charset::isSupported)
          .map(Charset::forName)
          .toList();

  /** What only fits a text that begins with a mark. */
  static final List<Charset> MARKED = List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  /** How many are offered. */
  private static final int OFFERED = 3;

  private static final int BLOCK_BYTES = 64 * 1024;

  private final Input input;
  private final Charset wrong;

  /**
   * @param wrong a charset that does not fit
   */
  CharsetSearch(Input input, Charset wrong) {
    this.input = input;
    this.wrong = wrong;
  }

  /**
   * The first of some charsets that fits.
   *
   * @param charsets two or more; if none fits, the answer is the first, and reading in it says
   *     where it does not
   */
  static Charset first(Input input, List<Charset> charsets) {
    List<Charset> fitting = fitting(input, charsets);
    return (fitting.isEmpty() ? charsets : fitting).get(0);
  }

  /**
   * What to say of a byte that does not fit: name a charset that does, which is seen by how it
   * reads the word there.
   *
   * @param cutOff whether the byte begins a character that the end of the file may have cut off
   * @param before the letters before the byte
   * @param bytes the byte and some after it
   */
  Failure failure(Place place, long offset, boolean cutOff, String before, byte[] bytes) {
    String what =
        String.format(
            Locale.ROOT, "byte %02x at offset %d is not %s", bytes[0], offset, wrong.name());
    return Failure.at(
        ProblemCode.BYTES_NOT_IN_CHARSET,
        place,
        what + (cutOff ? ", or the file is cut off in the middle of a character" : ""),
        advice(before, bytes));
  }

  private String advice(String before, byte[] bytes) {
    List<Charset> others = new ArrayList<>(USUAL);
    others.remove(wrong);
    Map<String, Charset> byWord = new LinkedHashMap<>();
    for (Charset fitting : fitting(input, others)) {
      byWord.putIfAbsent(before + lettersIn(new String(bytes, fitting)), fitting);
    }
    if (byWord.isEmpty()) {
      return "name the charset it is written in, such as --charset windows-1252"
          + " (charset: windows-1252 in a job file)";
    }
    StringBuilder readings = new StringBuilder();
    byWord.entrySet().stream()
        .limit(OFFERED)
        .forEach(
            each ->
                readings
                    .append(readings.isEmpty() ? "" : ", ")
                    .append(each.getValue().name())
                    .append(" (the word there is \"")
                    .append(each.getKey())
                    .append("\")"));
    String first = byWord.values().iterator().next().name();
    return "what fits is "
        + readings
        + "; name the one that reads right, such as --charset "
        + first
        + " (charset: "
        + first
        + " in a job file)";
  }

  private static String lettersIn(String text) {
    int end = Character.charCount(text.codePointAt(0));
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  /** Those of some charsets that fit, in their order; none if the input can't be read. */
  static List<Charset> fitting(Input input, List<Charset> charsets) {
    List<CharsetTrial> trials = new ArrayList<>();
    EightBit eightBit = new EightBit();
    try (OpenInput in = input.open()) {
      byte[] block = new byte[BLOCK_BYTES];
      int read = TextEncoding.readStart(in, block);
      byte[] start = Arrays.copyOf(block, Math.min(read, TextEncoding.LONGEST_MARK_BYTES));
      for (Charset charset : charsets) {
        if (TextEncoding.mayBe(start, charset, Place.of(input.name()))) {
          trials.add(new CharsetTrial(charset));
        }
      }
      while (read >= 0 && !trials.isEmpty()) {
        int count = read;
        eightBit.take(block, 0, count);
        trials.forEach(trial -> trial.take(block, 0, count));
        trials.removeIf(trial -> !trial.fits());
        read = in.read(block, 0, block.length);
      }
    } catch (Failure e) {
      // Reading it says the same, in its place.
      return List.of();
    }
    boolean utf8 = eightBit.isUtf8();
    return trials.stream()
        .filter(CharsetTrial::fitsToTheEnd)
        .map(CharsetTrial::charset)
        .filter(charset -> !(utf8 && EightBit.isOne(charset)))
        .toList();
  }
}
