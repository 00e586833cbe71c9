package dev.rollcall.csv;

import dev.rollcall.text.Blanks;
import java.util.Locale;

/** How the names of columns are compared: without regard to case and surrounding blanks. */
public final class ColumnName {

  private ColumnName() {}

  /** What all spellings of one name have in common. */
  public static String key(String name) {
    return Blanks.strip(name).toLowerCase(Locale.ROOT);
  }
}
