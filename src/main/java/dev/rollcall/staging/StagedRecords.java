package dev.rollcall.staging;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The records of a {@link StagingWriter}, in the order of their keys: as sorted runs, some of them
 * in memory and some on the disk, which a {@link Cursor} merges as it goes. Any number of threads
 * may read, each with a cursor of its own, until this is closed.
 */
public final class StagedRecords implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger(StagedRecords.class.getName());

  private final Path file;
  private final List<MemoryRun> inMemory;
  private final @Nullable SpillFile onDisk;
  private final long records;

  /**
   * @param inMemory sorted; all of them were added before those on the disk
   */
  StagedRecords(Path file, List<MemoryRun> inMemory, @Nullable SpillFile onDisk, long records) {
    this.file = file;
    this.inMemory = inMemory;
    this.onDisk = onDisk;
    this.records = records;
  }

  /** How many there are. */
  public long records() {
    return records;
  }

  /**
   * Opens a cursor before a record; see {@link Cursor#passTo}.
   *
   * @param position how many records to pass over: 0 for all of them from the beginning, or what
   *     {@link Cursor#position} said; the same whenever the same records are staged
   * @throws Failure STAGING_DAMAGED if they can't be read
   * @throws IllegalArgumentException if there are fewer records than that
   */
  public Cursor from(long position) {
    if (position < 0 || position > records) {
      throw new IllegalArgumentException("position " + position + " of " + records);
    }
    Cursor cursor = new Cursor(this, Merge.of(runs()));
    cursor.passTo(position);
    return cursor;
  }

  /** A place at or a little before a position; null if not all records are in memory. */
  @Nullable MergePlace near(long position) {
    return onDisk == null ? MergePlace.near(inMemory, position) : null;
  }

  private List<SortedRun> runs() {
    List<SortedRun> runs = new ArrayList<>();
    inMemory.forEach(run -> runs.add(run.from(0)));
    if (onDisk != null) {
      runs.addAll(onDisk.readers());
    }
    return runs;
  }

  Failure damaged(IOException cause) {
    String what = "the staged rows can't be read: " + cause.getMessage();
    String advice = "check the disk, then run the same command again: it stages them again";
    return new Failure(
        new Problem(ProblemCode.STAGING_DAMAGED, Place.of(file.toString()), what, advice), cause);
  }

  /** Gives up the memory and the file; once more does nothing. */
  @Override
  public void close() {
    inMemory.clear();
    if (onDisk != null) {
      try {
        onDisk.discard();
      } catch (IOException e) {
        // The work with it is done. Its owner alone can read it.
        LOGGER.info("not deleted: " + e.getMessage());
      }
    }
  }
}
