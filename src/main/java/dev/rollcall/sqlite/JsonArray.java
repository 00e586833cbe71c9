package dev.rollcall.sqlite;

import java.util.Collection;
import java.util.Locale;

/** Texts as a JSON array: the way to hand SQLite any number of values with one bind. */
final class JsonArray {

  private JsonArray() {}

  static String of(Collection<String> texts) {
    StringBuilder json = new StringBuilder(texts.size() * 24).append('[');
    for (String text : texts) {
      if (json.length() > 1) {
        json.append(',');
      }
      append(json, text);
    }
    return json.append(']').toString();
  }

  private static void append(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
