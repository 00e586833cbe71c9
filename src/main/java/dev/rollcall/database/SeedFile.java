package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import java.nio.file.Path;
import java.time.Instant;

/** A database as a seed: a file that is copied to get its users. */
public interface SeedFile {

  /**
   * Writes the database once more, without what differs from one making to the next: its times
   * become one time, and what is only of use while a run is under way goes. Nobody else may have it
   * open; it is of no use afterwards.
   *
   * @param seed where it goes; an empty file that is there
   */
  void write(Path seed, Instant time);

  /** Whether the database was made so, or is a copy, whatever was done to it since. */
  boolean isOne();

  /**
   * Makes sure that the file is all there is of it, so that another one can take its name.
   *
   * @throws Failure {@code DATABASE_BUSY} if somebody has it open
   */
  void closeLog();
}
