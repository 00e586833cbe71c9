package dev.rollcall.staging;

import dev.rollcall.problem.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link StagedFile}. Records are collected in memory, sorted and put aside as often as
 * the memory is full, and merged in the end.
 *
 * <p>All files it makes stand in the folder of the staged file and are their owner's alone to read.
 * The staged file appears under its name whole and synced, or not at all; until then an earlier one
 * stays. While sorting, the disk holds the records twice.
 *
 * <p>Not for several threads, and there must be no other writer of the same file, also in no other
 * process: what stands beside the file is taken for what a dead one has left, and discarded.
 */
public final class StagingWriter implements AutoCloseable {

  /** The most bytes that key and payload of a record may have together. */
  public static final int LARGEST_RECORD_BYTES = 1 << 22;

  /** The most bytes an identity may have. */
  public static final int LARGEST_IDENTITY_BYTES = 1 << 10;

  public static final int SMALLEST_MEMORY_BYTES = 1 << 10;

  private final Path file;
  private final byte[] identity;
  private final Order order;
  private final int memoryBytes;
  private final WorkFiles workFiles;
  private final FileFrame frame;
  private final FileChannel part;
  private final BlockWriter out;
  private @Nullable Arena arena;
  private @Nullable SpillFile spill;
  private boolean open = true;
  private long lastLine;
  private long addedBytes;

  /**
   * Begins a file.
   *
   * @param file may exist, and is then replaced when this one is finished
   * @param identity of what the records are made from, at most {@value #LARGEST_IDENTITY_BYTES}
   *     bytes; everything that decides what the records will be belongs in it
   * @param memoryBytes for sorting, at least {@value #SMALLEST_MEMORY_BYTES}; about 100 KB more are
   *     needed in any case. It decides the speed, never the file's content
   * @throws Failure OUTPUT_UNWRITABLE
   */
  public StagingWriter(Path file, byte[] identity, Order order, int memoryBytes) {
    if (identity.length > LARGEST_IDENTITY_BYTES) {
      throw new IllegalArgumentException("identity of " + identity.length + " bytes");
    }
    if (memoryBytes < SMALLEST_MEMORY_BYTES) {
      throw new IllegalArgumentException("memory of " + memoryBytes + " bytes");
    }
    this.file = file;
    this.identity = identity.clone();
    this.order = order;
    this.memoryBytes = memoryBytes;
    this.workFiles = new WorkFiles(file);
    this.frame = new FileFrame(identity, order);
    this.arena = order == Order.KEY ? new Arena(memoryBytes) : null;
    try {
      workFiles.discardAll();
      part = workFiles.createPart();
    } catch (IOException e) {
      throw workFiles.unwritable(0, e);
    }
    try {
      frame.writeHeader(part);
      out = new BlockWriter(part, frame.salt());
    } catch (IOException e) {
      throw abandon(e);
    }
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
   * @param line not negative; in the order of lines, not below that of the record before
   * @throws Failure OUTPUT_UNWRITABLE; nothing is left behind then
   */
  public void add(byte[] key, int keyLength, long line, byte[] payload, int payloadLength) {
    checkOpen();
    if (line < (order == Order.LINE ? lastLine : 0)) {
      throw new IllegalArgumentException("line " + line + " after " + lastLine);
    }
    long length = (long) keyLength + payloadLength;
    if (length > LARGEST_RECORD_BYTES) {
      throw new IllegalArgumentException("record of " + length + " bytes");
    }
    lastLine = line;
    addedBytes += RecordLayout.LARGEST_OVERHEAD + length;
    try {
      if (arena == null) {
        out.add(key, keyLength, line, payload, payloadLength);
      } else if (!arena.add(key, keyLength, line, payload, payloadLength)) {
        spill(arena);
        arena.add(key, keyLength, line, payload, payloadLength);
      }
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  /**
   * Sorts what is left, merges, syncs and gives the file its name; the writer is closed then.
   *
   * @throws Failure OUTPUT_UNWRITABLE; nothing is left behind then, and an earlier file stays
   */
  public StagedFile finish() {
    return finish(true);
  }

  /**
   * The same for records that are not all there will be: they can be read, but the file gets no
   * name under which anybody would take it for the whole later. The next writer discards it.
   *
   * @throws Failure OUTPUT_UNWRITABLE; nothing is left behind then
   */
  public StagedFile finishIncomplete() {
    return finish(false);
  }

  private StagedFile finish(boolean complete) {
    checkOpen();
    try {
      if (spill != null) {
        mergeSpilled(spill);
      } else if (arena != null) {
        arena.drain(out);
      }
      frame.writeEnd(part, out.finish(), out.index());
      part.force(true);
      part.close();
      if (complete) {
        workFiles.publishPart();
      }
      open = false;
    } catch (IOException e) {
      throw abandon(e);
    }
    StagedFile staged = StagedFile.openIfWhole(complete ? file : workFiles.part(), identity, order);
    if (staged == null) {
      throw unwritable(new IOException("it is not what was written"));
    }
    return staged;
  }

  /** Unless finished, discards all that was written. */
  @Override
  public void close() {
    if (open) {
      try {
        discard();
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
  }

  private void spill(Arena full) throws IOException {
    if (spill == null) {
      spill = SpillFile.create(workFiles);
    }
    spill.addRun(full);
  }

  private void mergeSpilled(SpillFile spilled) throws IOException {
    if (arena != null) {
      if (!arena.isEmpty()) {
        spilled.addRun(arena);
      }
      // Its memory is what the merge reads with.
      arena = null;
    }
    SpillFile runs = spilled;
    while (!runs.isMergedAtOnce(memoryBytes)) {
      runs = runs.mergePass(memoryBytes);
      spill = runs;
    }
    runs.merge(out);
    runs.discard();
    spill = null;
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
    return unwritable(cause);
  }

  private Failure unwritable(IOException cause) {
    return workFiles.unwritable(order == Order.KEY ? 2 * addedBytes : addedBytes, cause);
  }

  private void discard() throws IOException {
    open = false;
    arena = null;
    part.close();
    if (spill != null) {
      spill.close();
    }
    workFiles.discardAll();
  }
}
