package dev.rollcall.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the help that is no option: text, a command to type, or a name with what it means. */
final class Example {

  /** What begins a line of the second half of a command. */
  private static final String MORE = "      ";

  /** What ends a line that is not the last of a command. */
  private static final String CONTINUED = " \\";

  /** What is left to the right is too narrow to be read. */
  private static final int LEAST_ROOM = 20;

  /** Something, and what it means, with two blanks or more between. */
  private static final Pattern EXPLAINED = Pattern.compile("(  \\S.*?\\S) {2,}(\\S.*)");

  private Example() {}

  /** The lines, none wider than the terminal unless a single word is. */
  static List<String> lines(String text, int width) {
    if (Width.columns(text) <= width) {
      return List.of(text);
    }
    Matcher explained = EXPLAINED.matcher(text);
    if (explained.matches()) {
      int column = explained.start(2);
      if (width - column >= LEAST_ROOM) {
        return Wrapping.wrapped(text, width, column);
      }
      List<String> lines = new ArrayList<>(lines(explained.group(1), width));
      lines.addAll(Wrapping.wrapped(MORE + explained.group(2), width, MORE.length()));
      return lines;
    }
    if (!text.startsWith(" ")) {
      return Wrapping.wrapped(text, width, 0);
    }
    List<String> lines =
        new ArrayList<>(Wrapping.wrapped(text, width - CONTINUED.length(), MORE.length()));
    for (int i = 0; i < lines.size() - 1; i++) {
      lines.set(i, lines.get(i) + CONTINUED);
    }
    return lines;
  }
}
