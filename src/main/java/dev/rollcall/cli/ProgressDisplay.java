package dev.rollcall.cli;

import dev.rollcall.importing.Progress;
import java.time.Duration;
import java.util.Locale;

/** Shows how far a run is, at most as often as its kind of display can bear. */
abstract class ProgressDisplay implements Progress {

  /** Shows nothing. */
  static final ProgressDisplay NONE =
      new ProgressDisplay(Long.MAX_VALUE) {
        @Override
        void show(State state) {}
      };

  private final long nanosBetween;
  private Phase phase = Phase.READING;
  private long total;
  private long began;
  private long firstDone = -1;
  private long shown;

  /**
   * @param nanosBetween at least so long between two displays
   */
  ProgressDisplay(long nanosBetween) {
    this.nanosBetween = nanosBetween;
  }

  /**
   * How far a phase is.
   *
   * @param share 0 to 1; NaN if nobody knows
   * @param rowsPerSecond since the phase began
   * @param secondsLeft of the phase, if it goes on like this
   */
  record State(Phase phase, double share, long rows, long rowsPerSecond, long secondsLeft) {

    String verb() {
      return switch (phase) {
        case READING -> "reading";
        case WRITING -> "writing";
      };
    }

    boolean hasShare() {
      return !Double.isNaN(share);
    }

    /** {@code 1,200,000 rows}. */
    String rowCount() {
      return String.format(Locale.ROOT, "%,d rows", rows);
    }

    /** {@code 310,000 a second}. */
    String rate() {
      return String.format(Locale.ROOT, "%,d a second", rowsPerSecond);
    }

    /** {@code 0:12 left}, with something before it; nothing if nobody can tell. */
    String left(String before) {
      return secondsLeft < 0 ? "" : before + clock(secondsLeft) + " left";
    }

    private static String clock(long seconds) {
      Duration time = Duration.ofSeconds(seconds);
      return time.toHours() > 0
          ? String.format(
              Locale.ROOT,
              "%d:%02d:%02d",
              time.toHours(),
              time.toMinutesPart(),
              time.toSecondsPart())
          : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
  }

  abstract void show(State state);

  /** Takes the display away, so that a line can be printed. */
  void clear() {}

  @Override
  public final void begin(Phase newPhase, long newTotal) {
    phase = newPhase;
    total = newTotal;
    began = System.nanoTime();
    firstDone = -1;
    shown = began;
  }

  @Override
  public final void at(long done, long rows) {
    long now = System.nanoTime();
    if (firstDone < 0) {
      firstDone = done;
    }
    if (now - shown < nanosBetween) {
      return;
    }
    shown = now;
    double seconds = (now - began) / 1e9;
    double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
    boolean known = total >= 0;
    // A resumed run has done nothing of what lay before it.
    double rate = (done - firstDone) / seconds;
    long left = rate > 0 && known ? Math.round((total - done) / rate) : -1;
    show(new State(phase, known ? share : Double.NaN, rows, Math.round(rows / seconds), left));
  }
}
