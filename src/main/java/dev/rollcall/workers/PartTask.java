package dev.rollcall.workers;

import dev.rollcall.database.StagedBlock;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.importing.WorkedPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The work on a part, and how it ended: what Spring Batch makes of that is not asked. */
final class PartTask {

  private final Lease lease;
  private final PartMessage message;
  private final WorkedPart part;
  private final StopSignal stop;
  private final BooleanSupplier wanted;
  private final AtomicBoolean lost = new AtomicBoolean();
  private WorkedPart.@Nullable End end;
  private @Nullable Throwable failure;

  /**
   * @param wanted whether the worker is to go on after the chunk under way
   */
  PartTask(
      Lease lease, PartMessage message, WorkedPart part, StopSignal stop, BooleanSupplier wanted) {
    this.lease = lease;
    this.message = message;
    this.part = part;
    this.stop = stop;
    this.wanted = wanted;
  }

  /** Works, once; on one thread. */
  void run() {
    try {
      end =
          part.write(
              this::blocks,
              number -> lease.rejectedElsewhere(message.run(), number),
              stop,
              () -> !lost.get() && wanted.getAsBoolean());
    } catch (SQLException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private List<StagedBlock> blocks(long place) {
    try {
      return lease.blocks(message.run(), place);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException("the lease is lost", e));
    }
  }

  /** The part may be somebody else's: ends after the chunk under way. */
  void lose() {
    lost.set(true);
  }

  /** How it ended; null if it failed. */
  WorkedPart.@Nullable End end() {
    return end;
  }

  /** Why it failed; null if it has not, or has not begun. */
  @Nullable Throwable failure() {
    return failure;
  }
}
