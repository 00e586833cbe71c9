package dev.rollcall.staging;

/**
 * A sorted run in memory: records one behind the other in their order, so that whoever reads them
 * finds the next one at hand. Any number of threads may read, each its own.
 */
final class MemoryRun {

  /** The place of one record in this many is known; those between are passed over. */
  static final int STRIDE = 64;

  private final byte[] records;
  private final int[] places;
  private final int count;

  /**
   * @param records nothing but records, in their order
   * @param places where every {@value #STRIDE}th of them begins, the first included
   * @param count how many there are
   */
  MemoryRun(byte[] records, int[] places, int count) {
    this.records = records;
    this.places = places;
    this.count = count;
  }

  /** How many places are known of this many records. */
  static int places(int records) {
    return (records + STRIDE - 1) / STRIDE;
  }

  int bytes() {
    return records.length;
  }

  /** How many of its places are known. */
  int places() {
    return places.length;
  }

  /** Shows the key of the record at a known place. */
  void showKey(int place, RecordView record) {
    record.showKey(records, places[place]);
  }

  /**
   * How many records come before one of another run.
   *
   * @param ties whether those with the same key do
   */
  int before(RecordView other, boolean ties) {
    RecordView record = new RecordView();
    int low = 0;
    int high = places.length;
    while (low < high) {
      int middle = (low + high) / 2;
      record.showKey(records, places[middle]);
      if (isBefore(record, other, ties)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int before = Math.max(0, low - 1) * STRIDE;
    int at = low == 0 ? records.length : places[low - 1];
    while (at < records.length) {
      record.show(records, at);
      if (!isBefore(record, other, ties)) {
        break;
      }
      before++;
      at = record.end;
    }
    return before;
  }

  private static boolean isBefore(RecordView record, RecordView other, boolean ties) {
    int order = record.compareKey(other, 0);
    return order < 0 || ties && order == 0;
  }

  /**
   * Reads on behind some records.
   *
   * @param passed how many
   */
  SortedRun from(int passed) {
    RecordView record = new RecordView();
    int begin = passed == count ? records.length : places[passed / STRIDE];
    for (int rest = passed == count ? 0 : passed % STRIDE; rest > 0; rest--) {
      record.show(records, begin);
      begin = record.end;
    }
    return new Reader(record, begin);
  }

  private final class Reader implements SortedRun {

    private final RecordView record;
    private int at;

    Reader(RecordView record, int at) {
      this.record = record;
      this.at = at;
    }

    @Override
    public boolean next() {
      if (at == records.length) {
        return false;
      }
      record.show(records, at);
      at = record.end;
      return true;
    }

    @Override
    public RecordView record() {
      return record;
    }
  }
}
