package dev.rollcall.importing;

import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Row;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.RowCodec;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.staging.StagingWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole input once, before anything is written: every row is parsed, and staged in the
 * order in which it will be applied. What can be known from the file alone, such as its rejects, a
 * quote that never closes or a cut-off end, is known then.
 */
final class Stager {

  /** Held while rows are sorted: half of it fills while the other half is sorted. */
  private static final int MOST_SORTING_BYTES = 24 << 20;

  private static final int HEAPS_SHARE_FOR_SORTING = 4;

  /** How much sorted rows take at most, and at most what share of the memory; then the disk. */
  private static final int MOST_KEPT_BYTES = 96 << 20;

  private static final int HEAPS_SHARE_FOR_KEEPING = 8;

  private static final byte[] NO_KEY = {};

  private final MappedInput delivery;
  private final Path file;
  private final RowOrder rowOrder;
  private final RejectLimitPolicy limit;
  private final @Nullable Retry retry;
  private final StopSignal stop;
  private final Progress progress;
  private final RowCodec codec;
  private final @Nullable Delivery promise;
  private long rows;
  private long rejected;

  /** Of the input, also those that a retry leaves out; counted on the reading thread. */
  private long delivered;

  /**
   * @param retry what the input is a retry of, null if it is none
   */
  Stager(
      MappedInput delivery,
      Request request,
      Run run,
      @Nullable Retry retry,
      Path file,
      RunContext runContext) {
    this.delivery = delivery;
    this.codec = new RowCodec(delivery.users());
    this.promise = request.delivery();
    this.retry = retry;
    this.file = file;
    this.rowOrder = run.rowOrder();
    this.limit = new RejectLimitPolicy(delivery.job().rejectLimit(), retry != null);
    this.stop = runContext.stop();
    this.progress = runContext.progress();
  }

  /**
   * The staged input, and what its rejects come to.
   *
   * @param rows to be closed when they are no longer needed
   * @param refusal why the run must not go on to write; the rows are then those read until then
   * @param notes what the user should know
   */
  record Staged(StagedRecords rows, @Nullable Failure refusal, List<String> notes) {}

  /** Reads and stages the input; once. */
  Staged stage() {
    Failure refusal = null;
    progress.begin(Progress.Phase.READING, delivery.input().bytes());
    try (CsvReader reader = delivery.open();
        RowsAhead ahead = new RowsAhead(reader, this::parse);
        StagingWriter writer = staging()) {
      RowsAhead.Batch batch;
      while (refusal == null && (batch = ahead.next()) != null) {
        refusal = stage(batch.rows(), writer);
        stop.check();
        progress.at(batch.bytesRead(), rows);
      }
      if (refusal == null) {
        checkUnchanged(reader);
        if (promise != null) {
          promise.check(delivered);
        }
        refusal = limit.ofAll(rejected, rows);
      }
      List<String> notes = new ArrayList<>(retry == null ? List.of() : retry.notes());
      notes.addAll(reader.notes());
      if (rows == 0) {
        notes.add("the input has no rows to apply");
      }
      progress.begin(Progress.Phase.SORTING, -1);
      return new Staged(writer.finish(), refusal, notes);
    } catch (Failure e) {
      throw delivery.told(e);
    }
  }

  /** Stages rows up to one with which the run must not go on; the answer is why, if there is. */
  private @Nullable Failure stage(List<ParsedRow> batch, StagingWriter writer) {
    for (ParsedRow row : batch) {
      stage(row, writer);
      Failure refusal = limit.whileReading(rejected, rows);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private void stage(ParsedRow row, StagingWriter writer) {
    codec.encode(row);
    byte[] key = key(row.line());
    writer.add(key, key.length, row.line(), codec.payload(), codec.payloadLength());
    rows++;
    if (row instanceof Invalid) {
      rejected++;
    }
  }

  private StagingWriter staging() {
    long heap = Runtime.getRuntime().maxMemory();
    return new StagingWriter(
        file,
        (int) Math.min(heap / HEAPS_SHARE_FOR_SORTING, MOST_SORTING_BYTES),
        Math.min(heap / HEAPS_SHARE_FOR_KEEPING, MOST_KEPT_BYTES));
  }

  /** The file as it was read must be the file whose content decided what run this is. */
  private void checkUnchanged(CsvReader reader) {
    if (!reader.sha256OfWhatWasRead().equals(delivery.input().sha256())) {
      throw Failure.at(
          ProblemCode.INPUT_CHANGED,
          Place.of(delivery.input().name()),
          "the file changed while it was read",
          "run the same command when whoever writes it is done");
    }
  }

  private byte[] key(long line) {
    byte[] user = rowOrder == RowOrder.USER ? codec.key() : NO_KEY;
    return retry == null ? user : Retry.key(user, line);
  }

  /** What the row means; null if it is to be left out. Called on the reading thread. */
  private @Nullable ParsedRow parse(Row row) {
    delivered++;
    return retry == null ? delivery.parse(row, row.line()) : retry.parse(row, delivery);
  }
}
