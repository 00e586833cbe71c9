package dev.rollcall.inbox;

import java.nio.file.Path;

/**
 * A folder in which files are delivered, as a job has it.
 *
 * @param folder as it was named
 * @param match a glob of names of files in it
 * @param done where files go that were imported
 * @param failed where files go that can't be imported as they are
 */
public record Inbox(Path folder, String match, Readiness ready, Path done, Path failed) {

  /** A file in it, for messages, and as runs know it. */
  public String naming(String file) {
    return folder.resolve(file).toString();
  }
}
