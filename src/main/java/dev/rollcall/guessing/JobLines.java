package dev.rollcall.guessing;

import java.util.Locale;

/** The lines of a job file. */
final class JobLines {

  private final StringBuilder text = new StringBuilder();

  /** A line at a depth of 0 or more. */
  void add(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  String text() {
    return text.toString();
  }

  /** A text, in quotes wherever YAML or the variables of job files might read something else. */
  static String scalar(String value) {
    if (value.matches("[A-Za-z][A-Za-z0-9_./-]*")
        && !value.matches("(?i)null|true|false|yes|no|on|off|y|n")) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    String escaped = value.replace("${", "$${");
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~' && c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
