package dev.rollcall.proof;

import dev.rollcall.runs.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A clock of this process that only moves when it is told to, until it is closed. */
final class SteppedClock implements Origin, AutoCloseable {

  private final Origin before = Origin.current();
  private Instant now;

  SteppedClock(Instant now) {
    this.now = now;
    Origin.use(this);
  }

  /** Moves it, also back. */
  void move(Duration by) {
    now = now.plus(by);
  }

  /** What it shows, to the second. */
  Instant moment() {
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public long nowMillis() {
    return now.toEpochMilli();
  }

  @Override
  public String token() {
    return before.token();
  }

  @Override
  public String ranBy() {
    return before.ranBy();
  }

  @Override
  public @Nullable String version() {
    return before.version();
  }

  @Override
  public void close() {
    Origin.use(before);
  }
}
