package dev.rollcall.staging;

import dev.rollcall.problem.Failure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sorts records by their keys: as unsigned bytes, a shorter key before what it begins, and equal
 * ones as they were added. They are collected in memory; as often as half of it is full, that half
 * is sorted on a thread of its own, while the other fills. Such a sorted run stays in memory if
 * there is room, and otherwise goes to the disk.
 *
 * <p>What goes to the disk is its owner's alone to read, and is gone with {@link
 * StagedRecords#close}. Nobody takes it up after a crash: the records are staged again.
 *
 * <p>Not for several threads, and there must be no other writer of the same file, also in no other
 * process: what is there is taken for what a dead one has left, and discarded.
 */
public final class StagingWriter implements AutoCloseable {

  /** The most bytes that key and payload of a record may have together. */
  public static final int LARGEST_RECORD_BYTES = 1 << 22;

  public static final int SMALLEST_MEMORY_BYTES = 1 << 10;

  private final Path file;
  private final int memoryBytes;
  private final WorkFiles workFiles;
  private final SortedRuns runs;
  private Arena arena;
  private boolean open = true;
  private long records;
  private long addedBytes;

  /**
   * Begins.
   *
   * @param file what its files are named after; there need be none
   * @param memoryBytes for sorting, at least {@value #SMALLEST_MEMORY_BYTES}, and for merging; some
   *     100 KB more are needed in any case. It decides the speed, never the order
   * @param keptBytes how much memory more may be held until the records are closed
   * @throws Failure OUTPUT_UNWRITABLE
   */
  public StagingWriter(Path file, int memoryBytes, long keptBytes) {
    if (memoryBytes < SMALLEST_MEMORY_BYTES) {
      throw new IllegalArgumentException("memory of " + memoryBytes + " bytes");
    }
    this.file = file;
    this.memoryBytes = memoryBytes;
    this.workFiles = new WorkFiles(file);
    this.runs = new SortedRuns(workFiles, memoryBytes / 2, keptBytes);
    this.arena = new Arena(memoryBytes / 2);
    discardLeftovers(file);
  }

  /**
   * Deletes what a writer of this file that died has left behind; nothing else. Not while one is at
   * work.
   *
   * @throws Failure OUTPUT_UNWRITABLE
   */
  public static void discardLeftovers(Path file) {
    WorkFiles workFiles = new WorkFiles(file);
    try {
      workFiles.discardAll();
    } catch (IOException e) {
      throw workFiles.unwritable(0, e);
    }
  }

  /**
   * Adds a record; key and payload begin their arrays, which are free again afterwards.
   *
   * @param keyLength how many bytes of {@code key}; together with {@code payloadLength} at most
   *     {@value #LARGEST_RECORD_BYTES}
   * @param line not negative
   * @throws Failure OUTPUT_UNWRITABLE; nothing is left behind then
   */
  public void add(byte[] key, int keyLength, long line, byte[] payload, int payloadLength) {
    checkOpen();
    if (line < 0) {
      throw new IllegalArgumentException("line " + line);
    }
    long length = (long) keyLength + payloadLength;
    if (length > LARGEST_RECORD_BYTES) {
      throw new IllegalArgumentException("record of " + length + " bytes");
    }
    records++;
    addedBytes += RecordLayout.LARGEST_OVERHEAD + length;
    if (!arena.add(key, keyLength, line, payload, payloadLength)) {
      makeRoom();
      arena.add(key, keyLength, line, payload, payloadLength);
    }
  }

  private void makeRoom() {
    try {
      arena = runs.exchange(arena);
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  /**
   * Sorts what is left; the writer is closed then.
   *
   * @throws Failure OUTPUT_UNWRITABLE; nothing is left behind then
   */
  public StagedRecords finish() {
    checkOpen();
    try {
      StagedRecords staged = runs.finish(file, arena, memoryBytes, records);
      open = false;
      return staged;
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  /** Unless finished, discards all that was added. */
  @Override
  public void close() {
    if (open) {
      try {
        discard();
      } catch (IOException e) {
        throw workFiles.unwritable(addedBytes, e);
      }
    }
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("finished, closed or failed");
    }
  }

  private Failure abandon(IOException cause) {
    try {
      discard();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return workFiles.unwritable(addedBytes, cause);
  }

  private void discard() throws IOException {
    open = false;
    runs.close();
  }
}
