package dev.rollcall.jobfile;

import dev.rollcall.text.Visible;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts variables into values: {@code ${NAME}}, {@code ${NAME:default}}; {@code $${} means the
 * two characters themselves. A variable that is set to nothing is set. What a variable holds, and
 * what a default holds, is taken as it is.
 */
final class Environment {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** Whether a text has anything in it for {@link #expand}. */
  static boolean concerns(String text) {
    return text.contains("${");
  }

  /**
   * The text with its variables put in.
   *
   * @throws WrongWord if a variable without default is not set, or the notation is wrong
   */
  String expand(String text) {
    StringBuilder expanded = new StringBuilder();
    int from = 0;
    int at = text.indexOf("${");
    while (at >= 0) {
      boolean escaped = at > from && text.charAt(at - 1) == '$';
      expanded.append(text, from, escaped ? at - 1 : at);
      if (escaped) {
        expanded.append("${");
        from = at + 2;
      } else {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw new WrongWord("has a \"${\" that never closes", "write \"$${\" if it is text");
        }
        expanded.append(value(text.substring(at + 2, end)));
        from = end + 1;
      }
      at = text.indexOf("${", from);
    }
    return expanded.append(text, from, text.length()).toString();
  }

  private String value(String reference) {
    int colon = reference.indexOf(':');
    String name = colon < 0 ? reference : reference.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      throw new WrongWord(
          "has ${...} with " + Visible.quoted(name) + ", which can't be a variable's name",
          "write \"$${\" if it is text");
    }
    String value = variables.get(name);
    if (value != null) {
      return value;
    }
    if (colon < 0) {
      throw new WrongWord(
          "needs the environment variable " + name + ", which is not set",
          "set it, or give a default: ${" + name + ":...}");
    }
    return reference.substring(colon + 1);
  }
}
