package dev.rollcall.cli;

import java.util.ArrayList;
import java.util.List;

/** Parts text into lines that a terminal need not break itself. */
final class Wrapping {

  /** How far the second line of a text is indented, compared with its first. */
  private static final int HANG = 4;

  private Wrapping() {}

  /**
   * Breaks a line at blanks; all lines but the first are indented further. A word that is longer
   * than a line, such as a path, stays whole: the terminal breaks it, and whoever copies it has all
   * of it.
   *
   * @param width how many columns of a terminal a line may take
   */
  static List<String> wrapped(String line, int width) {
    // On a very narrow terminal the room matters more.
    return wrapped(line, width, Math.min(indent(line) + HANG, width / 4));
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /**
   * The same, with all lines but the first indented this far.
   *
   * @param width how many columns of a terminal a line may take
   */
  static List<String> wrapped(String line, int width, int indent) {
    if (Width.columns(line) <= width) {
      return List.of(line);
    }
    String hang = " ".repeat(indent);
    List<String> lines = new ArrayList<>();
    String begun = "";
    int end = indent(line);
    while (end < line.length()) {
      int next = line.indexOf(' ', end + 1);
      int wordEnd = next < 0 ? line.length() : next;
      String word =
          begun.isEmpty() && lines.isEmpty()
              ? line.substring(0, wordEnd)
              : line.substring(end, wordEnd);
      if (!begun.isBlank() && Width.columns(begun + word) > width) {
        lines.add(begun.stripTrailing());
        begun = hang + word.stripLeading();
      } else {
        begun += word;
      }
      end = wordEnd;
    }
    lines.add(begun.stripTrailing());
    return lines;
  }

  /** Breaks text at blanks, and a word that is longer than a line anywhere. */
  static List<String> broken(String cell, int width) {
    String text = cell.strip();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int taken = 0;
    int blank = -1;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      String character = Character.toString(codePoint);
      int columns = Width.columns(character);
      if (taken + columns > width && !line.isEmpty()) {
        int cut = blank > 0 && codePoint != ' ' ? blank : line.length();
        String rest = line.substring(cut).stripLeading();
        lines.add(line.substring(0, cut).stripTrailing());
        line = new StringBuilder(rest);
        taken = Width.columns(rest);
        blank = -1;
      }
      if (codePoint == ' ') {
        blank = line.length();
      }
      if (codePoint != ' ' || !line.isEmpty()) {
        line.append(character);
        taken += columns;
      }
      i += Character.charCount(codePoint);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
