package dev.rollcall.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Sorted runs on the disk, one behind the other in one file, in the order of their lines. */
final class SpillFile implements Closeable {

  /** Nobody outlives the file, so its blocks need no salt of their own. */
  static final int SALT = 0;

  /** Past this, a further pass costs less than ever more jumping about in the file. */
  private static final int MOST_RUNS_AT_ONCE = 512;

  private final WorkFiles workFiles;
  private final int pass;
  private final FileChannel channel;
  private final List<Blocks> runs = new ArrayList<>();

  private SpillFile(WorkFiles workFiles, int pass) throws IOException {
    this.workFiles = workFiles;
    this.pass = pass;
    this.channel = workFiles.createRuns(pass);
  }

  static SpillFile create(WorkFiles workFiles) throws IOException {
    return new SpillFile(workFiles, 0);
  }

  /** Sorts what is in the arena and empties it into a run. */
  void addRun(Arena arena) throws IOException {
    BlockWriter run = new BlockWriter(channel, SALT);
    arena.drain(run);
    runs.add(run.finish());
  }

  /** Whether all runs can be merged at once in so much memory. */
  boolean isMergedAtOnce(int memoryBytes) {
    return groups(memoryBytes).size() == 1;
  }

  /** Merges groups of runs into fewer, longer ones, in a file that takes the place of this. */
  SpillFile mergePass(int memoryBytes) throws IOException {
    SpillFile next = new SpillFile(workFiles, pass + 1);
    try {
      for (List<Blocks> group : groups(memoryBytes)) {
        BlockWriter run = new BlockWriter(next.channel, SALT);
        Merge.merge(channel, group, run);
        next.runs.add(run.finish());
      }
      discard();
      return next;
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
  }

  void merge(BlockWriter out) throws IOException {
    Merge.merge(channel, runs, out);
  }

  void discard() throws IOException {
    close();
    workFiles.discardRuns(pass);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Neighbours, so that runs stay in the order of their lines; two at least, whatever they take.
   */
  private List<List<Blocks>> groups(int memoryBytes) {
    List<List<Blocks>> groups = new ArrayList<>();
    List<Blocks> group = new ArrayList<>();
    long bytes = 0;
    for (Blocks run : runs) {
      boolean full = group.size() == MOST_RUNS_AT_ONCE || bytes + run.largestBytes() > memoryBytes;
      if (full && group.size() >= 2) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(run);
      bytes += run.largestBytes();
    }
    groups.add(group);
    return groups;
  }
}
