package dev.rollcall.inbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that was taken out of an inbox, or is about to be.
 *
 * @param id of its delivery; null of a file that nobody has taken yet
 * @param folder where it is
 * @param file its name there, which is the one it was delivered under
 * @param marker the name of its marker beside it; null if there is none
 */
public record Claim(@Nullable String id, Path folder, String file, @Nullable String marker) {

  /** Where the file is. */
  public Path path() {
    return folder.resolve(file);
  }
}
