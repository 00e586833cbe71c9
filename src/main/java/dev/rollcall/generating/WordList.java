package dev.rollcall.generating;

import dev.rollcall.text.Resource;
import java.nio.charset.StandardCharsets;

/**
 * Words of our own, which nobody changes: they are a part of the recipe. Their number is a power of
 * 2.
 */
final class WordList {

  private final byte[][] words;
  private final int bits;

  private WordList(byte[][] words) {
    this.words = words;
    this.bits = Integer.numberOfTrailingZeros(words.length);
    if (Integer.bitCount(words.length) != 1) {
      throw new IllegalArgumentException(words.length + " words");
    }
  }

  static WordList read(String name) {
    String[] words = Resource.read("/names/" + name + ".txt").strip().split("\\s+", -1);
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.UTF_8);
    }
    return new WordList(bytes);
  }

  /** The word that the first bits mean. */
  byte[] word(long draw) {
    return words[(int) (draw & (words.length - 1))];
  }

  int bits() {
    return bits;
  }
}
