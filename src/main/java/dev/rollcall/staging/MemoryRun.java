package dev.rollcall.staging;

/**
 * A sorted run in memory: records one behind the other in their order, so that whoever reads them
 * finds the next one at hand. Any number of threads may read, each its own.
 */
final class MemoryRun {

  private final byte[] records;

  /**
   * @param records nothing but records, in their order
   */
  MemoryRun(byte[] records) {
    this.records = records;
  }

  int bytes() {
    return records.length;
  }

  SortedRun read() {
    return new SortedRun() {
      private final RecordView record = new RecordView();
      private int at;

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
    };
  }
}
