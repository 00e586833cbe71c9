package dev.rollcall.problem;

/**
 * A place in a file, printed the one way this program prints places: {@code users.csv:1042:7}.
 *
 * @param file the name as the user gave it
 * @param line counted from 1; 0 means the whole file
 * @param column in characters, counted from 1; 0 means the whole line
 */
public record Place(String file, long line, int column) {

  /** The file as a whole. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
