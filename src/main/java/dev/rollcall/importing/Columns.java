package dev.rollcall.importing;

import dev.rollcall.csv.ColumnName;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.text.Blanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where one input has the columns that the job maps. */
final class Columns {

  /** What a reject file adds to a row; such columns are no strangers to any job. */
  static final List<String> REJECT_COLUMNS = List.of("_line", "_code", "_message");

  private static final Pattern LINE = Pattern.compile("[0-9]{1,18}");

  private static final int ABSENT = -1;

  /** So many names of a header are listed. */
  private static final int LISTED = 20;

  private final int[] positions;
  private final List<String> header;
  private final int width;
  private final List<String> ignored;
  private final List<String> missing;

  private Columns(
      int[] positions, List<String> header, int width, List<String> ignored, List<String> missing) {
    this.positions = positions;
    this.header = List.copyOf(header);
    this.width = width;
    this.ignored = List.copyOf(ignored);
    this.missing = List.copyOf(missing);
  }

  /**
   * Finds the mapped columns.
   *
   * @param header the input's column names as they stand in it; empty if it has none
   * @param width how many columns the input has
   * @param input the input's name, for messages
   * @throws Failure {@code HEADER_WRONG} if there is no column for the username, or a column that a
   *     strict job does not name
   */
  static Columns resolve(ColumnMapping mapping, List<String> header, int width, String input) {
    int[] positions = new int[Field.values().length];
    Arrays.fill(positions, ABSENT);
    List<String> missing = new ArrayList<>();
    boolean[] mapped = new boolean[width];
    for (Map.Entry<Field, String> entry : mapping.names().entrySet()) {
      int position =
          header.isEmpty()
              ? Integer.parseInt(entry.getValue()) - 1
              : find(header, entry.getValue());
      if (position >= 0 && position < width) {
        positions[entry.getKey().ordinal()] = position;
        mapped[position] = true;
      } else if (!mapping.equals(ColumnMapping.ownNames(mapping.strict()))) {
        missing.add(entry.getValue());
      }
    }
    if (positions[Field.USERNAME.ordinal()] == ABSENT) {
      throw noUsername(mapping, header, width, input);
    }
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = header.isEmpty() ? "column " + (i + 1) : header.get(i);
      if (!mapped[i] && !REJECT_COLUMNS.contains(ColumnName.key(name))) {
        ignored.add(name);
      }
    }
    if (mapping.strict() && !ignored.isEmpty()) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          new Place(input, 1, 0),
          "the job does not name the column " + String.join(", ", ignored),
          "add it under columns:, or leave out strict to ignore it");
    }
    return new Columns(positions, header, width, ignored, missing);
  }

  private static Failure noUsername(
      ColumnMapping mapping, List<String> header, int width, String input) {
    String wanted = mapping.names().getOrDefault(Field.USERNAME, Field.USERNAME.word());
    String advice = "name it: --columns username=…, or columns: { username: … } in the job file";
    return Failure.at(
        ProblemCode.HEADER_WRONG,
        new Place(input, 1, 0),
        "no column " + wanted + " for the username; " + found(header, width),
        header.size() == 1 ? "divide the columns by , ; | ^ or tab, or " + advice : advice);
  }

  private static String found(List<String> header, int width) {
    if (header.isEmpty()) {
      return "the input has " + width + " columns";
    }
    if (header.stream().anyMatch(name -> name.contains("@"))) {
      // Somebody's data, which a message must not repeat.
      return "the first row has an e-mail address in it, and may be no header";
    }
    return (header.size() == 1 ? "the header is one column, " : "the header has ")
        + header.stream().limit(LISTED).collect(Collectors.joining(", "));
  }

  private static int find(List<String> header, String name) {
    String wanted = ColumnName.key(name);
    for (int i = 0; i < header.size(); i++) {
      if (ColumnName.key(header.get(i)).equals(wanted)) {
        return i;
      }
    }
    return ABSENT;
  }

  /** The mapped cells of a row with as many cells as there are columns. */
  Cells cells(Row row) {
    return new Cells(
        cell(row, Field.USERNAME),
        cell(row, Field.EMAIL),
        cell(row, Field.LEVEL),
        cell(row, Field.ACTION),
        cell(row, Field.REASON));
  }

  private @Nullable String cell(Row row, Field field) {
    int position = positions[field.ordinal()];
    return position == ABSENT || position >= row.size() ? null : row.cell(position);
  }

  /**
   * Whether the job maps every column there is, so that no cell can be one that the job must not
   * know, however a row is shifted.
   */
  boolean mapsAll() {
    return ignored.isEmpty();
  }

  /** Where the field stands in a row, counted from 0; negative if the input does not have it. */
  int position(Field field) {
    return positions[field.ordinal()];
  }

  /**
   * The line of the input that a row of a reject file came from; 0 if it says none.
   *
   * @throws Failure {@code HEADER_WRONG} if this is no reject file
   */
  long lineBefore(Row row, String input) {
    int position =
        header.isEmpty() ? width - REJECT_COLUMNS.size() : find(header, REJECT_COLUMNS.get(0));
    if (position < 0) {
      throw Failure.at(
          ProblemCode.HEADER_WRONG,
          new Place(input, 1, 0),
          "there is no column " + REJECT_COLUMNS.get(0) + ", by which rejects are told apart",
          "mend the reject file of the run, and leave its last columns as they are");
    }
    String cell = position < row.size() ? Blanks.strip(row.cell(position)) : "";
    return LINE.matcher(cell).matches() ? Long.parseLong(cell) : 0;
  }

  /** The column names as they stand in the input; empty if it names none. */
  List<String> header() {
    return header;
  }

  int width() {
    return width;
  }

  /** What the user should know: columns that are ignored, and columns that are not there. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!ignored.isEmpty()) {
      notes.add("ignored columns: " + String.join(", ", ignored));
    }
    if (!missing.isEmpty()) {
      notes.add("columns that are not in the input: " + String.join(", ", missing));
    }
    return notes;
  }
}
