package dev.rollcall.database;

/**
 * How fast a part of a run was written, from the end of its first chunk on.
 *
 * @param part its number
 * @param rows of the chunks after the first
 * @param millis how long they took, with the waits between them; 0 if there were none
 */
public record PartPace(int part, long rows, long millis) {

  private static final double MILLIS = 1_000;

  /** Whether there is anything to tell. */
  public boolean isKnown() {
    return millis > 0;
  }

  /** Rows a second. */
  public double rate() {
    return rows * MILLIS / millis;
  }
}
