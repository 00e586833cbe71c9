package dev.rollcall.csv;

import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One CSV record. Immutable, so that another thread may take it over. */
public final class Row {

  /** How many bytes in UTF-8 a cell has at most. */
  public static final int LONGEST_CELL_BYTES = 64 * 1024;

  private final long line;
  private final long position;
  private final String[] cells;
  private final @Nullable RejectCode malformed;
  private final @Nullable String message;
  private final boolean plain;

  Row(
      long line,
      long position,
      String[] cells,
      @Nullable RejectCode malformed,
      @Nullable String message,
      boolean plain) {
    this.line = line;
    this.position = position;
    this.cells = cells;
    this.malformed = malformed;
    this.message = message;
    this.plain = plain;
  }

  /** Where it begins, counted from 1; the lines of a quoted cell and blank lines count too. */
  public long line() {
    return line;
  }

  /** How many characters of the text come before it. */
  public long position() {
    return position;
  }

  public int size() {
    return cells.length;
  }

  /** As it is in the file, without quotes, with surrounding blanks; never null. */
  public String cell(int index) {
    return cells[index];
  }

  /** Whether there is nothing in it, as in those that a spreadsheet leaves below the last one. */
  boolean isBlank() {
    for (String cell : cells) {
      if (!Blanks.isBlank(cell)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether all of its cells are known to be plain: visible ASCII, with blanks only within. Of
   * these little else has to be asked. Nothing is known of rows with quotes.
   */
  public boolean isPlain() {
    return plain;
  }

  /** All of them, as {@link #cell} has them. */
  public List<String> cells() {
    return List.of(cells);
  }

  /** What is wrong with its form, or null; its cells are there all the same. */
  public @Nullable RejectCode malformed() {
    return malformed;
  }

  /** The fault in words without anything of what the cells hold, or null. */
  public @Nullable String message() {
    return message;
  }
}
