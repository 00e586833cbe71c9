package dev.rollcall.staging;

import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Makes sorted runs of full arenas, on a thread of its own, so that another arena can be filled
 * meanwhile. A run stays in memory if there is room, and otherwise goes to the disk. Its methods
 * are for one thread.
 */
final class SortedRuns implements AutoCloseable {

  private final WorkFiles workFiles;
  private final int arenaBytes;
  private final long keptBytes;
  private final List<MemoryRun> inMemory = new ArrayList<>();
  private long bytesInMemory;
  private @Nullable SpillFile onDisk;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(Aside.named("sorting"));

  /** What is under way, and the arena that is free once it is done. */
  private @Nullable CompletableFuture<Arena> sorting;

  /**
   * @param keptBytes how much memory the runs may take that stay there
   */
  SortedRuns(WorkFiles workFiles, int arenaBytes, long keptBytes) {
    this.workFiles = workFiles;
    this.arenaBytes = arenaBytes;
    this.keptBytes = keptBytes;
  }

  /**
   * Gives an empty arena for a full one, which is sorted once those before it are.
   *
   * @throws IOException if one before it could not be written
   */
  Arena exchange(Arena full) throws IOException {
    Arena free = settle();
    sorting = CompletableFuture.supplyAsync(() -> emptied(full), thread);
    return free == null ? new Arena(arenaBytes) : free;
  }

  private Arena emptied(Arena full) {
    full.sort();
    if (onDisk == null && bytesInMemory + full.used() <= keptBytes) {
      keep(full);
    } else {
      try {
        spill(full);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    full.clear();
    return full;
  }

  private void keep(Arena sorted) {
    MemoryRun run = sorted.copy();
    inMemory.add(run);
    bytesInMemory += run.bytes();
  }

  private void spill(Arena sorted) throws IOException {
    if (onDisk == null) {
      onDisk = SpillFile.create(workFiles);
    }
    onDisk.add(sorted.read());
  }

  /** Waits for what is under way; the answer is an arena that is free now, if there is one. */
  private @Nullable Arena settle() throws IOException {
    CompletableFuture<Arena> last = sorting;
    sorting = null;
    try {
      return last == null ? null : last.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failed) {
        throw failed.getCause();
      }
      // As memory that ran out has its own message.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /**
   * Makes the last run, and as few of all as can be merged at once.
   *
   * @param last an arena that need not be full
   * @param mergeBytes how much memory a merge may take
   */
  StagedRecords finish(Path file, Arena last, int mergeBytes, long records) throws IOException {
    last.sort();
    settle();
    thread.shutdown();
    if (onDisk == null) {
      keep(last);
    } else {
      spill(last);
      while (!onDisk.isMergedAtOnce(mergeBytes)) {
        onDisk = onDisk.mergePass(mergeBytes);
      }
    }
    return new StagedRecords(file, inMemory, onDisk, records);
  }

  /** Gives up all runs, and discards all files. */
  @Override
  public void close() throws IOException {
    thread.shutdown();
    try {
      settle();
    } catch (IOException e) {
      // What could not be written is not wanted any more.
    } finally {
      inMemory.clear();
      if (onDisk != null) {
        onDisk.close();
      }
      workFiles.discardAll();
    }
  }
}
