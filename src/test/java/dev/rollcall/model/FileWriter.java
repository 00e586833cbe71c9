package dev.rollcall.model;

import java.util.List;
import java.util.Random;

/** Writes CSV as the world does: more quotes than needed, blank lines, any line end. */
final class FileWriter {

  private final Random random;
  private final char delimiter;
  private final String lineEnd;
  private final StringBuilder text = new StringBuilder();
  private long line = 1;

  FileWriter(Random random, char delimiter, String lineEnd) {
    this.random = random;
    this.delimiter = delimiter;
    this.lineEnd = lineEnd;
  }

  /** Writes a row; says on which line it begins. */
  long row(List<String> cells) {
    return raw(cells.stream().map(cell -> quoted(cell, cells.size() == 1)).toList());
  }

  /** Writes a row whose cells are written already. */
  long raw(List<String> cells) {
    if (random.nextInt(25) == 0) {
      String blanks =
          List.of("", "", "  ", delimiter + " " + delimiter, "\u00a0").get(random.nextInt(5));
      append(blanks + lineEnd);
    }
    long begins = line;
    append(String.join(Character.toString(delimiter), cells));
    append(lineEnd);
    return begins;
  }

  String quoted(String cell, boolean alone) {
    boolean needed =
        cell.indexOf(delimiter) >= 0
            || cell.indexOf('"') >= 0
            || cell.indexOf('\n') >= 0
            || cell.indexOf('\r') >= 0
            // Bare at the start of a record it is a byte order mark, and no part of the cell.
            || cell.startsWith("\ufeff")
            || alone && cell.isEmpty();
    if (needed || random.nextInt(8) == 0) {
      return '"' + cell.replace("\"", "\"\"") + '"';
    }
    return cell;
  }

  /** Line ends are CR, LF, or both together; quoted cells may hold any of them. */
  private void append(String more) {
    for (int i = 0; i < more.length(); i++) {
      char c = more.charAt(i);
      boolean second = c == '\n' && !text.isEmpty() && text.charAt(text.length() - 1) == '\r';
      if (c == '\r' || c == '\n' && !second) {
        line++;
      }
      text.append(c);
    }
  }

  /** The text; its last line end may be missing. */
  String text() {
    String whole = text.toString();
    if (whole.endsWith(lineEnd) && random.nextInt(3) == 0) {
      return whole.substring(0, whole.length() - lineEnd.length());
    }
    return whole;
  }
}
