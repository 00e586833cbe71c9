package dev.rollcall.workers;

import org.jspecify.annotations.Nullable;

/**
 * On which parts travel to workers. A message that was taken is there again when the transaction in
 * which it was taken is undone, for whatever reason, and gone when that is committed.
 */
interface PartChannel {

  void send(PartMessage message);

  /** The next message, in the transaction under way; null if there is none that nobody has. */
  @Nullable PartMessage take();
}
