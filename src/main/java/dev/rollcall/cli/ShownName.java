package dev.rollcall.cli;

import dev.rollcall.wiring.UserReader;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a user as somebody typed it, who may have seen it on a screen: there, characters that
 * a screen would not show are written out, and so they can be typed.
 */
final class ShownName {

  private static final Pattern WRITTEN_OUT = Pattern.compile("\\\\u([0-9A-F]{4})");

  private ShownName() {}

  /**
   * The name that is meant: the typed one, unless nobody has it, and somebody has the one that is
   * shown so.
   */
  static String meant(String typed, Supplier<UserReader> database) {
    String other =
        WRITTEN_OUT
            .matcher(typed)
            .replaceAll(code -> quoted((char) Integer.parseInt(code.group(1), 16)));
    if (other.equals(typed)) {
      return typed;
    }
    try (UserReader reader = database.get()) {
      return reader.history(typed, 1).isEmpty() && !reader.history(other, 1).isEmpty()
          ? other
          : typed;
    }
  }

  private static String quoted(char character) {
    return Matcher.quoteReplacement(String.valueOf(character));
  }
}
