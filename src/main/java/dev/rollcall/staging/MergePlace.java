package dev.rollcall.staging;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in the merge of sorted runs that are in memory.
 *
 * @param passed how many records of each run come before it
 */
record MergePlace(List<MemoryRun> runs, int[] passed) {

  /**
   * The last place at or before a position that can be had without passing over records: before one
   * whose place in its run is known.
   */
  static MergePlace near(List<MemoryRun> runs, long position) {
    MergePlace best = new MergePlace(runs, new int[runs.size()]);
    for (int run = 0; run < runs.size(); run++) {
      int low = 0;
      int high = runs.get(run).places();
      while (low < high) {
        int middle = (low + high) / 2;
        MergePlace place = before(runs, run, middle);
        if (place.position() > position) {
          high = middle;
        } else {
          low = middle + 1;
          best = place.position() > best.position() ? place : best;
        }
      }
    }
    return best;
  }

  /** As the merge has it: where keys are equal, the earlier run's record comes first. */
  private static MergePlace before(List<MemoryRun> runs, int run, int place) {
    RecordView record = new RecordView();
    runs.get(run).showKey(place, record);
    int[] passed = new int[runs.size()];
    for (int each = 0; each < passed.length; each++) {
      passed[each] =
          each == run ? place * MemoryRun.STRIDE : runs.get(each).before(record, each < run);
    }
    return new MergePlace(runs, passed);
  }

  /** How many records come before it. */
  long position() {
    long position = 0;
    for (int each : passed) {
      position += each;
    }
    return position;
  }

  /** The merge from there on. */
  SortedRun merge() {
    List<SortedRun> rest = new ArrayList<>();
    for (int run = 0; run < passed.length; run++) {
      rest.add(runs.get(run).from(passed[run]));
    }
    return Merge.of(rest);
  }
}
