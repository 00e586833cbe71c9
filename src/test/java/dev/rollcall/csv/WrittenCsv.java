package dev.rollcall.csv;

import dev.rollcall.reject.RejectCode;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An awkward CSV text, made by chance, together with what any reader must make of it. Shares no
 * code with what it is to test; places are found by looking at the finished text.
 */
final class WrittenCsv {

  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          Charset.forName("windows-1252"));

  private static final List<String> PIECES =
      List.of(
          ",",
          ";",
          "\t",
          "|",
          "^",
          "\"",
          "\"\"",
          "\n",
          "\r",
          "\r\n",
          " ",
          "\u00a0",
          "a",
          "Zo\u00eb",
          "7",
          "\\N",
          "\\",
          "'",
          "#",
          "\u20ac",
          "\ud83d\ude00",
          "\ufeff",
          "\u4eba");

  /** One row: where its cells begin in the text, and what they hold. */
  record Written(int start, List<Integer> starts, List<String> cells, @Nullable RejectCode fault) {}

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<Written> rows = new ArrayList<>();
  private final int[] lineStarts;
  final char delimiter;
  final Charset charset;
  private final CharsetEncoder encoder;
  final boolean mark;
  final List<String> header = new ArrayList<>();
  private final boolean plainHeader;
  private boolean unquoted;
  private final String endOfFile;

  /**
   * @param plainHeader of two columns at least, without other delimiters in it, so that looking at
   *     it finds the one
   */
  WrittenCsv(Random random, boolean plainHeader) {
    this.random = random;
    this.plainHeader = plainHeader;
    delimiter = CsvFormat.DELIMITERS.charAt(random.nextInt(CsvFormat.DELIMITERS.length()));
    charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
    mark = charset.name().startsWith("UTF-16") || isUtf8() && random.nextBoolean();
    encoder = charset.newEncoder();
    int columns = (plainHeader ? 2 : 1) + random.nextInt(4);
    for (int column = 0; column < columns; column++) {
      header.add(column + (plainHeader ? "\u00eb" : cell()));
    }
    header.set(random.nextInt(columns), random.nextBoolean() ? "username" : " UserName ");
    blankLines();
    write(header, null);
    int count = random.nextInt(random.nextInt(40) == 0 ? 3_000 : 12);
    for (int row = 0; row < count; row++) {
      blankLines();
      row();
      if (random.nextInt(200) == 0) {
        unquotedStretch();
      }
    }
    // Every line end is optional at the end of the file.
    if (random.nextBoolean() && text.charAt(text.length() - 1) == '\n') {
      text.setLength(text.length() - 1);
    }
    lineStarts = findLineStarts();
    endOfFile = random.nextInt(4) == 0 ? "\u001a" : "";
  }

  /** The text as bytes, as it would be delivered. */
  byte[] bytes() {
    return ((mark ? "\ufeff" : "") + text + endOfFile).getBytes(charset);
  }

  /** The rows after the header. */
  List<Written> rows() {
    return rows.stream().skip(1).filter(row -> !isBlank(row.cells())).toList();
  }

  private static boolean isBlank(List<String> cells) {
    return cells.stream().allMatch(cell -> cell.matches("[ \u00a0\t\ufeff\r\n]*"));
  }

  /** Counted from 1. */
  int line(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Counted in code points from 1. */
  int column(int index) {
    return 1 + text.codePointCount(lineStarts[line(index) - 1], index);
  }

  private int[] findLineStarts() {
    IntStream.Builder starts = IntStream.builder().add(0);
    Matcher lineEnd = Pattern.compile("\r\n|\r|\n").matcher(text);
    while (lineEnd.find()) {
      starts.add(lineEnd.end());
    }
    return starts.build().toArray();
  }

  private boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** So long that a reader may take it for a file without quotes. */
  private void unquotedStretch() {
    unquoted = true;
    int count = 200 + random.nextInt(2_000);
    for (int row = 0; row < count; row++) {
      row();
    }
    unquoted = false;
  }

  private void row() {
    List<String> cells = new ArrayList<>();
    for (int cell = 0; cell < header.size(); cell++) {
      cells.add(cell());
    }
    RejectCode fault = null;
    switch (random.nextInt(20)) {
      case 0 -> {
        cells.add(cell());
        fault = RejectCode.COLUMN_COUNT;
      }
      case 1 -> {
        if (cells.size() > 1) {
          cells.remove(0);
          fault = RejectCode.COLUMN_COUNT;
        }
      }
      case 2 -> {
        cells.set(random.nextInt(cells.size()), "a\0b");
        fault = RejectCode.CELL_HAS_NUL;
      }
      case 3 -> fault = unquoted ? null : RejectCode.QUOTE_MISPLACED;
      default -> {}
    }
    write(cells, fault);
  }

  private String cell() {
    int pieces = random.nextInt(200) == 0 ? 12_000 : random.nextInt(6);
    StringBuilder cell = new StringBuilder();
    for (int piece = 0; piece < pieces; piece++) {
      String next = PIECES.get(random.nextInt(PIECES.size()));
      boolean needsQuotes = "\"\r\n".contains(next.substring(0, 1)) || next.charAt(0) == delimiter;
      if (encoder.canEncode(next) && !(unquoted && needsQuotes)) {
        cell.append(next);
      }
    }
    return cell.toString();
  }

  private void write(List<String> cells, @Nullable RejectCode fault) {
    int start = text.length();
    List<Integer> starts = new ArrayList<>();
    List<String> read = new ArrayList<>(cells);
    int misplaced = fault == RejectCode.QUOTE_MISPLACED ? random.nextInt(cells.size()) : -1;
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        text.append(delimiter);
      }
      starts.add(text.length());
      String cell = cells.get(i);
      if (i == misplaced) {
        blanks();
        text.append('"').append(cell.replace("\"", "\"\"")).append("\" x\"y");
        read.set(i, cell + " x\"y");
      } else if (mustBeQuoted(cell, cells.size())
          || i == 0 && cell.startsWith("\ufeff")
          || !unquoted && random.nextInt(4) == 0) {
        blanks();
        text.append('"').append(cell.replace("\"", "\"\"")).append('"');
        // Blanks after a closing quote belong to no cell, nor those before an opening one.
        blanks();
      } else {
        text.append(cell);
      }
    }
    text.append(List.of("\n", "\r", "\r\n").get(random.nextInt(3)));
    rows.add(new Written(start, starts, read, fault));
  }

  private boolean mustBeQuoted(String cell, int cells) {
    return cell.matches("(?s)[ \u00a0\t\ufeff]*\".*")
        || cell.indexOf(delimiter) >= 0
        || cell.indexOf('\n') >= 0
        || cell.indexOf('\r') >= 0
        || cell.isEmpty() && cells == 1;
  }

  /** Those that the charset has and that divide nothing. */
  private void blanks() {
    String blank = List.of(" ", "  ", "\u00a0", "\t", "\ufeff").get(random.nextInt(5));
    if (plainHeader && rows.isEmpty() && blank.equals("\t")) {
      // Could be what divides.
      return;
    }
    if (random.nextInt(8) == 0 && encoder.canEncode(blank) && blank.charAt(0) != delimiter) {
      text.append(blank);
    }
  }

  private void blankLines() {
    int lines = random.nextInt(5) > 0 ? 0 : random.nextInt(200) == 0 ? 150_000 : random.nextInt(4);
    for (int line = 0; line < lines; line++) {
      text.append(random.nextBoolean() ? "\n" : "\r\n");
    }
  }
}
