package dev.rollcall.cli;

import dev.rollcall.runs.Progress;
import dev.rollcall.text.Counted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a run is, at most as often as its kind of display can bear. */
abstract class ProgressDisplay implements Progress {

  /** Shows nothing. */
  static final ProgressDisplay NONE =
      new ProgressDisplay(Long.MAX_VALUE) {
        @Override
        void show(State state) {}
      };

  /**
   * The rate is that of this many nanoseconds: how slowly a program warmed up soon counts no more.
   */
  private static final long RATE_NANOS = 3_000_000_000L;

  private static final long SAMPLE_NANOS = 250_000_000;

  /** About what share of the time of reading it takes to sort the last rows. */
  private static final double SORTING_SHARE = 0.1;

  private static final double NANOS = 1e9;

  private final long nanosBetween;
  private final LongSupplier clock;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final CrewPace crew = new CrewPace();
  private Phase phase = Phase.READING;
  private boolean inSteps;
  private long total;
  private long began;
  private long shown;
  private long rowsRead;

  private record Sample(long nanos, long done, long rows) {}

  /**
   * @param nanosBetween the shortest time between two displays
   */
  ProgressDisplay(long nanosBetween) {
    this(nanosBetween, System::nanoTime);
  }

  /**
   * @param clock tells nanoseconds
   */
  ProgressDisplay(long nanosBetween, LongSupplier clock) {
    this.nanosBetween = nanosBetween;
    this.clock = clock;
  }

  /**
   * How far a phase is.
   *
   * @param step which of two it is, as {@code 1/2}; empty if there is only one
   * @param share 0 to 1; NaN if nobody knows
   * @param rowsPerSecond of the last seconds; negative if there are none to tell
   * @param secondsLeft of the phase, if it goes on like this; negative if nobody can tell
   * @param crew a line for each worker who is at work
   */
  record State(
      Phase phase,
      String step,
      double share,
      long rows,
      long rowsPerSecond,
      long secondsLeft,
      List<String> crew) {

    /** Of one process. */
    State(Phase phase, String step, double share, long rows, long rowsPerSecond, long secondsLeft) {
      this(phase, step, share, rows, rowsPerSecond, secondsLeft, List.of());
    }

    /** {@code 1/2 reading}. */
    String verb() {
      String verb =
          switch (phase) {
            case READING -> "reading";
            case SORTING -> "sorting";
            case WRITING -> "writing";
          };
      return step.isEmpty() ? verb : step + " " + verb;
    }

    boolean hasShare() {
      return !Double.isNaN(share);
    }

    /** {@code 1,200,000 rows}. */
    String rowCount() {
      return Counted.of(rows, "row");
    }

    /** {@code 4 workers}; nothing of one process. */
    String workers() {
      return crew.isEmpty() ? "" : Counted.of(crew.size(), "worker");
    }

    /** {@code 310,000 a second}; nothing if there is no rate. */
    String rate() {
      return rowsPerSecond < 0 ? "" : String.format(Locale.ROOT, "%,d a second", rowsPerSecond);
    }

    /** {@code 0:12 left}, or {@code 0:12 to 2/2} of the first phase; nothing if nobody can tell. */
    String left() {
      boolean isFirst = !step.isEmpty() && phase != Phase.WRITING;
      return secondsLeft < 0 ? "" : clock(secondsLeft) + (isFirst ? " to 2/2" : " left");
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
    long now = clock.getAsLong();
    if (newPhase == Phase.SORTING && now - began > RATE_NANOS && now - shown >= nanosBetween) {
      show(new State(newPhase, step(newPhase), Double.NaN, rowsRead, -1, -1));
    }
    phase = newPhase;
    inSteps |= newPhase == Phase.READING;
    total = newTotal;
    began = now;
    shown = now;
    samples.clear();
  }

  private String step(Phase of) {
    return inSteps ? of == Phase.WRITING ? "2/2" : "1/2" : "";
  }

  @Override
  public final void shared(List<Share> shares) {
    crew.set(shares);
  }

  @Override
  public final void at(long done, long rows) {
    long now = clock.getAsLong();
    rowsRead = rows;
    note(new Sample(now, done, rows));
    if (now - shown < nanosBetween) {
      return;
    }
    shown = now;
    boolean known = total >= 0;
    double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
    // A resumed run has done nothing of what lay before its first sample.
    Sample first = samples.getFirst();
    double seconds = (now - first.nanos) / NANOS;
    // Before there are two samples, and while nothing comes out, there is no rate to tell.
    boolean rated = seconds > 0 && rows > first.rows;
    long rowsPerSecond = rated ? Math.round((rows - first.rows) / seconds) : -1;
    long left = known ? left(now, done, (done - first.done) / seconds) : -1;
    show(
        new State(
            phase,
            step(phase),
            known ? share : Double.NaN,
            rows,
            rowsPerSecond,
            left,
            crew.lines(now)));
  }

  /** Keeps the samples of the last seconds, and the one before them. */
  private void note(Sample sample) {
    if (samples.isEmpty() || sample.nanos - samples.getLast().nanos >= SAMPLE_NANOS) {
      samples.addLast(sample);
    }
    while (samples.size() > 2 && sample.nanos - samples.getFirst().nanos > RATE_NANOS) {
      samples.removeFirst();
    }
  }

  private long left(long now, long done, double rate) {
    if (!(rate > 0)) {
      return -1;
    }
    double seconds = (total - done) / rate;
    double sorting = phase == Phase.READING ? SORTING_SHARE * ((now - began) / NANOS + seconds) : 0;
    return Math.round(seconds + sorting);
  }
}
