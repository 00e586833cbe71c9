package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;

/**
 * Usernames such as {@code mila.okafor17}. The number is that of the row and no word has digits in
 * it, so that no two rows have the same name unless they are meant to. Not thread-safe.
 */
final class UserNames {

  private final Recipe recipe;
  private final WordList given;
  private final WordList family;
  private final Bytes words = new Bytes();

  UserNames(Recipe recipe) {
    this.recipe = recipe;
    given = WordList.read(recipe.unicode() ? "given-unicode" : "given");
    family = WordList.read(recipe.unicode() ? "family-unicode" : "family");
  }

  /** Adds the name of the user whom a row names. */
  void add(long row, Bytes out) {
    long named = recipe.namedBy(row);
    long draw = recipe.nameDraw(named);
    int length = recipe.nameLength(named);
    if (length == 0) {
      addWords(draw, out);
    } else {
      addLetters(draw, length - Digits.count(named), out);
    }
    Digits.add(named, out);
  }

  private void addWords(long draw, Bytes out) {
    out.add(given.word(draw));
    out.add('.');
    out.add(family.word(draw >>> given.bits()));
  }

  /** As many letters, and one at least: a name of nothing but digits looks like a level. */
  private void addLetters(long draw, int letters, Bytes out) {
    words.clear();
    addWords(draw, words);
    long more = Long.rotateRight(draw, given.bits());
    int end = end(letters);
    while (end < 0) {
      more = Long.rotateRight(more, family.bits());
      words.add('-');
      words.add(family.word(more));
      end = end(letters);
    }
    out.add(words.array(), 0, end);
  }

  /** Where this many code points end; -1 if there are fewer. */
  private int end(int letters) {
    int left = Math.max(letters, 1);
    for (int i = 0; i < words.size(); i++) {
      boolean begins = (words.array()[i] & 0xC0) != 0x80;
      if (begins && left-- == 0) {
        return i;
      }
    }
    return left == 0 ? words.size() : -1;
  }
}
