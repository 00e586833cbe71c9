package dev.rollcall.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of a {@link TextTable}.
 *
 * @param least what its texts may be cut to, in columns of the terminal
 * @param optional whether it may be left out where there is no room
 */
record TableColumn(String heading, Kind kind, int least, boolean optional) {

  /** Between columns, and between a heading and its cell. */
  static final int GAP = 2;

  /** What its cells are. */
  enum Kind {
    FIGURES,
    WORDS,
    TEXT,
    PATH,
    /** Text below its row, with a line of its own, so that it takes no room from other cells. */
    BELOW;

    boolean isCut() {
      return this == TEXT || this == PATH || this == BELOW;
    }
  }

  TableColumn asOptional() {
    return new TableColumn(heading, kind, least, true);
  }

  /** A heading can be wrapped after blanks and underscores. */
  List<String> headingParts() {
    return List.of(heading.split("(?<=[ _])"));
  }

  /** The least width of the heading. */
  int partsWidth() {
    return headingParts().stream()
        .mapToInt(part -> Width.columns(part.stripTrailing()))
        .max()
        .orElse(0);
  }

  /** The least width of a column whose cells are so wide. */
  int least(int cells) {
    return Math.max(partsWidth(), kind.isCut() ? Math.min(cells, least) : cells);
  }

  /**
   * A cell beside its heading; or below it, where it must not be broken and has no room.
   *
   * @param label how wide headings are
   */
  List<String> block(String cell, int label, int window) {
    String shown = Width.cut(heading, label);
    String before = shown + " ".repeat(label + GAP - Width.columns(shown));
    int room = Math.max(1, window - label - GAP);
    if (Width.columns(cell) <= room) {
      return List.of((before + cell).stripTrailing());
    }
    if (!kind.isCut()) {
      return List.of(shown, " ".repeat(GAP) + cell);
    }
    List<String> lines = new ArrayList<>();
    for (String part : Wrapping.broken(cell, room)) {
      lines.add((lines.isEmpty() ? before : " ".repeat(label + GAP)) + part);
    }
    return lines;
  }
}
