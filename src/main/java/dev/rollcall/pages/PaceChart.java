package dev.rollcall.pages;

import dev.rollcall.runs.Pace;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows a second over the time that a run was writing, in slices of one length. The time between a
 * crash and the restart is left out.
 *
 * @param top what the whole height means
 * @param ticks the figures beside the chart, from the top
 * @param restarts how often the run began again
 */
record PaceChart(
    List<Slice> slices,
    List<String> ticks,
    String top,
    String fastest,
    String mean,
    String duration,
    long restarts) {

  private static final int MOST_SLICES = 48;

  /** With fewer a chart says nothing. */
  private static final int FEWEST_SLICES = 4;

  private static final int TICKS = 4;

  /**
   * A part of the time.
   *
   * @param size the class that says how many rows a second
   * @param title the figure, in words
   */
  record Slice(String size, String title) {}

  /** The chart; null if there is too little to tell. */
  static @Nullable PaceChart of(List<Pace> paces, Sizes sizes) {
    long millis = 0;
    long rows = 0;
    int notes = 0;
    long begins = 0;
    for (int i = 0; i < paces.size(); i++) {
      millis += millis(paces, i);
      rows += paces.get(i).rows();
      notes += paces.get(i).rows() > 0 ? 1 : 0;
      begins += paces.get(i).rows() == 0 ? 1 : 0;
    }
    int count = Math.min(MOST_SLICES, notes);
    if (count < FEWEST_SLICES) {
      return null;
    }
    double[] written = slices(paces, count, (double) millis / count);
    double seconds = millis / 1_000.0 / count;
    double fastest = 0;
    for (double each : written) {
      fastest = Math.max(fastest, each / seconds);
    }
    double top = top(fastest);
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double rate = written[i] / seconds;
      slices.add(new Slice(sizes.of(rate, top), title(i * seconds, (i + 1) * seconds, rate)));
    }
    List<String> ticks = new ArrayList<>();
    for (int i = TICKS; i >= 0; i--) {
      ticks.add(Figures.compact(top * i / TICKS));
    }
    return new PaceChart(
        slices,
        ticks,
        Figures.compact(top),
        Figures.number(Math.round(fastest)),
        Figures.number(Math.round(rows * 1_000.0 / millis)),
        Figures.duration(millis / 1_000.0),
        Math.max(0, begins - 1));
  }

  private static String title(double from, double to, double rate) {
    return Figures.duration(from)
        + " to "
        + Figures.duration(to)
        + ": "
        + Counted.of(Math.round(rate), "row")
        + " a second";
  }

  /** How long it took to write these rows. */
  private static long millis(List<Pace> paces, int index) {
    return index == 0 || paces.get(index).rows() == 0
        ? 0
        : paces.get(index).atMillis() - paces.get(index - 1).atMillis();
  }

  /** The rows of each slice, as if those of a chunk had been written evenly over its time. */
  static double[] slices(List<Pace> paces, int count, double sliceMillis) {
    double[] written = new double[count];
    double from = 0;
    for (int i = 0; i < paces.size(); i++) {
      long millis = millis(paces, i);
      double to = from + millis;
      for (int slice = 0; slice < count && millis > 0; slice++) {
        double shared =
            Math.min(to, (slice + 1) * sliceMillis) - Math.max(from, slice * sliceMillis);
        written[slice] += paces.get(i).rows() * Math.max(0, shared) / millis;
      }
      from = to;
    }
    return written;
  }

  /** The next round number of which a quarter is also round. */
  private static double top(double fastest) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, fastest))));
    for (double digit : new double[] {1, 2, 4, 6, 8}) {
      if (fastest <= digit * power) {
        return digit * power;
      }
    }
    return 10 * power;
  }
}
