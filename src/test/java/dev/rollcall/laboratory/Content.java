package dev.rollcall.laboratory;

import dev.rollcall.model.ModelFile;
import org.jspecify.annotations.Nullable;

/**
 * What a file may hold.
 *
 * @param name tells contents apart; the same name has the same bytes
 * @param bytes null if there is no such file
 * @param file what the rows mean; null if the program can't read the bytes to their end
 */
record Content(String name, byte @Nullable [] bytes, @Nullable ModelFile file) {

  static final Content NO_FILE = new Content("no file", null, null);

  @Override
  public String toString() {
    return name;
  }
}
