package dev.rollcall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the documentation says in a form that can be held against the program. */
public record DocumentedTable(List<List<String>> rows) {

  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  /** The rows whose first cell is a word in code, of all tables on the page. */
  public static DocumentedTable read(Path page) throws IOException {
    return new DocumentedTable(
        Files.readAllLines(page).stream()
            .filter(line -> line.startsWith("| `"))
            .map(DocumentedTable::cells)
            .toList());
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
        .map(String::strip)
        .toList();
  }

  /** The first word in code of each row's cell; empty where it has none. */
  public List<String> words(int column) {
    return rows.stream().map(row -> word(row.get(column))).toList();
  }

  private static String word(String cell) {
    Matcher word = WORD.matcher(cell);
    return word.find() ? word.group(1) : "";
  }
}
