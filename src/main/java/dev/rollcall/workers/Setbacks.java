package dev.rollcall.workers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is in the way of a thread of a worker, one time after the other. For one thread. */
final class Setbacks {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private long busyAt = System.nanoTime();
  private Duration pause = FIRST_PAUSE;
  private @Nullable String last;

  /** There is something to do, done or not. */
  void busy() {
    busyAt = System.nanoTime();
  }

  /** Whether there was nothing to do for so much time; false for null. */
  boolean isIdleFor(@Nullable Duration time) {
    return time != null && System.nanoTime() - busyAt > time.toNanos();
  }

  /** Nothing is in the way any more. */
  void end() {
    pause = FIRST_PAUSE;
    last = null;
  }

  /** Whether this is another one than the last. */
  boolean isNew(String what) {
    boolean isNew = !what.equals(last);
    last = what;
    return isNew;
  }

  /** How long to wait now; the next time twice as long. */
  Duration pause() {
    Duration now = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    return now;
  }
}
