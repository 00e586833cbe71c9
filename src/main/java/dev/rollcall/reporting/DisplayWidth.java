package dev.rollcall.reporting;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How much room text takes on a terminal. */
final class DisplayWidth {

  private static final Set<UnicodeScript> WIDE =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean emoji = c >= 0x1f300 && c <= 0x1faff;
    boolean fullWidth = c >= 0xff01 && c <= 0xff60 || c >= 0x3000 && c <= 0x303f;
    return emoji || fullWidth || WIDE.contains(UnicodeScript.of(c)) ? 2 : 1;
  }

  /** As much of a text as the room holds; an ellipsis says that there is more. */
  static String cut(String text, int room) {
    if (of(text) <= room) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 1;
    for (int c : text.codePoints().toArray()) {
      used += of(c);
      if (used > room) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  /** Without control characters, some of which would move the cursor or hide what follows. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean bidi = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
              if (type == Character.CONTROL || type == Character.SURROGATE || bidi) {
                visible.append(String.format("\\u%04X", c));
              } else {
                visible.appendCodePoint(c);
              }
            });
    return visible.toString();
  }
}
