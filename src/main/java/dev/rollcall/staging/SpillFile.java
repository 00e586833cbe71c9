package dev.rollcall.staging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Sorted runs on the disk, one behind the other in one file, in the order of their lines. */
final class SpillFile implements Closeable {

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

  /** Writes a run behind those that are there. */
  void add(SortedRun run) throws IOException {
    BlockWriter out = new BlockWriter(channel);
    out.addAll(run);
    runs.add(out.finish());
  }

  /** Whether all runs can be merged at once in this much memory. */
  boolean isMergedAtOnce(int memoryBytes) {
    return groups(memoryBytes).size() == 1;
  }

  /** Merges groups of runs into fewer, longer ones, in a file that takes the place of this. */
  SpillFile mergePass(int memoryBytes) throws IOException {
    SpillFile next = new SpillFile(workFiles, pass + 1);
    try {
      for (List<Blocks> group : groups(memoryBytes)) {
        next.add(Merge.of(readers(group)));
      }
      discard();
      return next;
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
  }

  /** One for each run, from its beginning. */
  List<SortedRun> readers() {
    return readers(runs);
  }

  private List<SortedRun> readers(List<Blocks> group) {
    List<SortedRun> readers = new ArrayList<>();
    group.forEach(run -> readers.add(new RecordReader(channel, run)));
    return readers;
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
