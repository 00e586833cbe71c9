package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a text may be written in, as far as its bytes tell.
 *
 * @param charset one that fits the whole text
 * @param word the first word with a character beyond ASCII, as it then reads; empty if there is
 *     none
 * @param likely how much it reads like words, -1 to 1; 1 for UTF-8, which nothing fits by chance
 */
public record CharsetGuess(Charset charset, String word, double likely) {

  /** How many places with bytes beyond ASCII are looked at. */
  private static final int PLACES = 2_000;

  /** How many bytes on either side of such a byte are read with it. */
  private static final int AROUND = 16;

  private static final int BLOCK_BYTES = 64 * 1024;

  private static final double SYMBOL = -0.7;
  private static final double MIXED_SCRIPT = -1;
  private static final double CAPITAL_INSIDE = -0.5;
  private static final double ALONE = 0.2;

  /** Nearly any two bytes are a Chinese character; signs of one language tell more. */
  private static final double HAN_ALONE = 0.9;

  /**
   * The charsets that fit an input, the likeliest first; two that read all its bytes alike are one.
   * None if no charset that people use fits. UTF-8, and what a byte order mark names, is the only
   * one where it fits.
   *
   * @throws Failure if it can't be read
   */
  public static List<CharsetGuess> of(Input input) {
    List<byte[]> places = places(input);
    List<Charset> marked = CharsetSearch.fitting(input, CharsetSearch.MARKED);
    if (!marked.isEmpty()) {
      return List.of(new CharsetGuess(marked.get(0), "", 1));
    }
    Map<String, CharsetGuess> byReading = new LinkedHashMap<>();
    for (Charset charset : CharsetSearch.fitting(input, CharsetSearch.USUAL)) {
      StringBuilder reading = new StringBuilder();
      for (byte[] place : places) {
        reading.append(new String(place, charset)).append('\n');
      }
      String read = reading.toString();
      CharsetGuess guess = new CharsetGuess(charset, firstWord(read), likelihood(read));
      if (charset.equals(StandardCharsets.UTF_8)) {
        return List.of(new CharsetGuess(charset, guess.word, 1));
      }
      byReading.putIfAbsent(read, guess);
    }
    List<CharsetGuess> guesses = new ArrayList<>(byReading.values());
    guesses.sort(Comparator.comparingDouble(CharsetGuess::likely).reversed());
    return guesses;
  }

  /** Bytes beyond ASCII, each run of them with what is round it. */
  private static List<byte[]> places(Input input) {
    List<byte[]> places = new ArrayList<>();
    try (OpenInput in = input.open()) {
      byte[] block = new byte[BLOCK_BYTES];
      int read;
      while (places.size() < PLACES && (read = in.read(block, 0, block.length)) >= 0) {
        for (int i = 0; i < read && places.size() < PLACES; i++) {
          if (block[i] < 0) {
            int from = lineStart(block, i, Math.max(0, i - AROUND));
            while (i + 1 < read && block[i + 1] < 0) {
              i++;
            }
            int to = Math.min(read, i + 1 + AROUND);
            places.add(Arrays.copyOfRange(block, from, to));
            i = to;
          }
        }
      }
    }
    return places;
  }

  private static int lineStart(byte[] block, int at, int least) {
    int from = at;
    while (from > least && block[from - 1] != '\n' && block[from - 1] != '\r') {
      from--;
    }
    return from;
  }

  private static String firstWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        int from = i;
        int to = i + 1;
        while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
          from--;
        }
        while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
          to++;
        }
        return text.substring(from, to);
      }
    }
    return "";
  }

  /** The mean over all characters beyond ASCII of how well each fits what is beside it. */
  private static double likelihood(String text) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        sum += fits(text, i);
        count++;
      }
    }
    return count == 0 ? 1 : sum / count;
  }

  private static double fits(String text, int at) {
    char c = text.charAt(at);
    char before = at > 0 ? text.charAt(at - 1) : ' ';
    char after = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    boolean inWord = Character.isLetter(before) || Character.isLetter(after);
    if (!Character.isLetter(c)) {
      return Character.isISOControl(c) ? MIXED_SCRIPT : inWord ? SYMBOL : ALONE;
    }
    if (!inWord) {
      return ALONE;
    }
    if (isOther(c, before) || isOther(c, after)) {
      return MIXED_SCRIPT;
    }
    if (script(c) == Character.UnicodeScript.LATIN) {
      boolean beside = isBeyondAscii(before) || isBeyondAscii(after);
      boolean capital = Character.isUpperCase(c) && Character.isLowerCase(before);
      return capital ? CAPITAL_INSIDE : beside ? ALONE : 1;
    }
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? HAN_ALONE : 1;
  }

  private static boolean isBeyondAscii(char c) {
    return c > 127 && Character.isLetter(c);
  }

  private static boolean isOther(char c, char beside) {
    return Character.isLetter(beside) && script(c) != script(beside);
  }

  /** Japanese and Korean are written in several scripts at once. */
  private static Character.UnicodeScript script(char c) {
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return switch (script) {
      case HIRAGANA, KATAKANA, HANGUL, COMMON -> Character.UnicodeScript.HAN;
      default -> script;
    };
  }
}
