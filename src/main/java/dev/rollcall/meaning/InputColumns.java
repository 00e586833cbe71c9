package dev.rollcall.meaning;

import dev.rollcall.csv.ColumnName;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Counted;
import dev.rollcall.text.Nearest;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where one input has the columns that the job maps. */
public final class InputColumns {

  private static final int ABSENT = -1;

  /** How many names of a header are listed. */
  private static final int LISTED = 20;

  /** More of a name is not printed. */
  private static final int LONGEST_PRINTED = 60;

  private final List<Field> extras;
  private final int[] positions;
  private final List<String> header;
  private final int width;
  private final RejectColumns added;
  private final List<String> ignored;
  private final List<String> notes;

  private InputColumns(
      List<Field> extras,
      int[] positions,
      List<String> header,
      int width,
      RejectColumns added,
      List<String> ignored,
      List<String> notes) {
    this.extras = extras;
    this.positions = positions;
    this.header = List.copyOf(header);
    this.width = width;
    this.added = added;
    this.ignored = List.copyOf(ignored);
    this.notes = List.copyOf(notes);
  }

  /**
   * Finds the mapped columns.
   *
   * @param header the input's column names as they are in it; empty if it has none
   * @param width how many columns the input has
   * @param places where a column of the input is named, for messages
   * @throws Failure {@code HEADER_WRONG} if there is no column for the username, or two for one
   *     field; if a column that the job names is not there, or one that a strict job does not name
   *     is
   */
  public static InputColumns resolve(
      ColumnMapping mapping, List<String> header, int width, IntFunction<Place> places) {
    List<Field> extras = mapping.extras();
    int[] positions = new int[Field.OWN.size() + extras.size()];
    Arrays.fill(positions, ABSENT);
    List<String> missing = new ArrayList<>();
    boolean[] mapped = new boolean[width];
    for (Map.Entry<Field, String> entry : mapping.names().entrySet()) {
      int position =
          header.isEmpty()
              ? Integer.parseInt(entry.getValue()) - 1
              : find(header, entry.getValue(), places);
      if (position >= 0 && position < width) {
        positions[entry.getKey().place()] = position;
        mapped[position] = true;
      } else if (mapping.required().contains(entry.getKey())) {
        missing.add(entry.getValue());
      }
    }
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = header.isEmpty() ? "column " + (i + 1) : header.get(i);
      if (!mapped[i] && !RejectColumns.NAMES.contains(ColumnName.key(name))) {
        ignored.add(name);
      }
    }
    Place line = places.apply(0);
    if (positions[Field.USERNAME.place()] == ABSENT) {
      throw noUsername(mapping, header, width, line);
    }
    if (!missing.isEmpty()) {
      throw wrong(
          line,
          "the job names the column " + String.join(", ", missing) + "; " + found(header, width),
          nearest(missing.get(0), ignored, "correct the name, or leave the column out of the job"));
    }
    if (mapping.strict() && !ignored.isEmpty()) {
      throw wrong(
          line,
          "the job does not name the column " + shown(ignored),
          "add it under columns:, or leave out strict to ignore it");
    }
    RejectColumns added =
        header.isEmpty()
            ? RejectColumns.last(width, mapping.lastPosition())
            : RejectColumns.named(header);
    List<String> notes = notes(mapping, header, ignored, positions);
    return new InputColumns(extras, positions, header, width, added, ignored, notes);
  }

  private static Failure wrong(Place place, String what, String advice) {
    return Failure.at(ProblemCode.HEADER_WRONG, place, what, advice);
  }

  private static Failure noUsername(
      ColumnMapping mapping, List<String> header, int width, Place line) {
    String wanted = mapping.names().getOrDefault(Field.USERNAME, Field.USERNAME.word());
    // What is no header has cells in it, of which one may be a secret.
    boolean secrets = mapping.extras().stream().anyMatch(Field::isSecret);
    String advice = "name it: --columns username=…, or columns: { username: … } in the job file";
    return wrong(
        line,
        "no column "
            + wanted
            + " for the username; "
            + (secrets
                ? "the line that should name columns has " + Counted.of(width, "cell")
                : found(header, width)),
        header.size() == 1
            ? "divide the columns by , ; | ^ or tab, or " + advice
            : nearest(wanted, secrets ? List.of() : header, advice));
  }

  private static String nearest(String wanted, List<String> names, String advice) {
    String near = Nearest.to(wanted, names);
    return near == null ? advice : "did you mean " + shown(List.of(near)) + "? then " + advice;
  }

  private static List<String> notes(
      ColumnMapping mapping, List<String> header, List<String> ignored, int[] positions) {
    List<String> notes = new ArrayList<>();
    if (!ignored.isEmpty()) {
      notes.add("ignored columns: " + shown(ignored));
    }
    for (Field field : Field.OWN) {
      String near = header.isEmpty() ? null : Nearest.to(field.word(), ignored);
      if (near != null && positions[field.place()] == ABSENT) {
        notes.add(
            "nothing says the "
                + field.word()
                + " of a user; if the column "
                + shown(List.of(near))
                + " does, name it under columns");
      }
    }
    doubled(ignored).forEach(name -> notes.add("the header has the column " + name + " twice"));
    List<String> missing = new ArrayList<>();
    mapping
        .names()
        .forEach(
            (field, name) -> {
              if (positions[field.place()] == ABSENT && !name.equals(field.word())) {
                missing.add(name);
              }
            });
    if (!missing.isEmpty()) {
      notes.add("columns that are not in the input: " + String.join(", ", missing));
    }
    return notes;
  }

  private static List<String> doubled(List<String> names) {
    Set<String> seen = new HashSet<>();
    Set<String> doubled = new LinkedHashSet<>();
    for (String name : names) {
      String key = ColumnName.key(name);
      // Spreadsheets leave nameless columns at the end.
      if (!key.isEmpty() && !seen.add(key)) {
        doubled.add(shown(List.of(key)));
      }
    }
    return List.copyOf(doubled);
  }

  /** A header that is none may have people's data in it, which a message must not repeat. */
  private static String shown(List<String> names) {
    return names.stream()
        .map(
            name ->
                name.contains("@")
                    ? "(with an e-mail address in its name)"
                    : Visible.withSpaces(
                        name.length() > LONGEST_PRINTED
                            ? name.substring(0, LONGEST_PRINTED) + "..."
                            : name))
        .collect(Collectors.joining(", "));
  }

  private static String found(List<String> header, int width) {
    if (header.isEmpty()) {
      return "the input has " + Counted.of(width, "column");
    }
    if (header.stream().anyMatch(name -> name.contains("@"))) {
      // Somebody's data, which a message must not repeat.
      return "the first row has an e-mail address in it, and may not be a header";
    }
    return (header.size() == 1 ? "the header is one column, " : "the header has ")
        + shown(header.stream().limit(LISTED).toList());
  }

  private static int find(List<String> header, String name, IntFunction<Place> places) {
    String wanted = ColumnName.key(name);
    int found = ABSENT;
    for (int i = 0; i < header.size(); i++) {
      if (ColumnName.key(header.get(i)).equals(wanted)) {
        if (found != ABSENT) {
          throw wrong(
              places.apply(i),
              "column " + (i + 1) + " has the name of column " + (found + 1) + ": " + wanted,
              "rename or remove one of them; if this is not a header, say header: false");
        }
        found = i;
      }
    }
    return found;
  }

  /** The mapped cells of a row with as many cells as there are columns. */
  public Cells cells(Row row) {
    @Nullable String[] cells = new String[positions.length];
    for (int field = 0; field < cells.length; field++) {
      int position = positions[field];
      cells[field] = position == ABSENT || position >= row.size() ? null : row.cell(position);
    }
    return Cells.of(cells, extras);
  }

  /**
   * Whether the job keeps every column there is, so that no cell can be one that must not be kept,
   * however a row is shifted.
   */
  boolean keepsAll() {
    return ignored.isEmpty() && extras.stream().noneMatch(Field::isSecret);
  }

  /** Where the field is in a row, counted from 0; negative if the input does not have it. */
  public int position(Field field) {
    return positions[field.place()];
  }

  /** The columns of a reject file, as far as this is one. */
  public RejectColumns added() {
    return added;
  }

  /** The column names as they are in the input; empty if it names none. */
  public List<String> header() {
    return header;
  }

  int width() {
    return width;
  }

  /** What the user should know of them. */
  public List<String> notes() {
    return notes;
  }
}
