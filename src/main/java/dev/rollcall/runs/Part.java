package dev.rollcall.runs;

/**
 * A part of a run: some of its staged rows, side by side, which one writer at a time works on. The
 * rows of a user are all in one part, so that several parts can be written at the same time.
 *
 * @param number counted from 1
 * @param first the place of its first row among the staged rows, counted from 0
 * @param rows how many it has; {@link #ALL} if it has all from the first on
 * @param position how many of them are done: moves with each chunk, in the chunk's transaction
 * @param digest of the lines of those rows, in their order; 0 if it is not known
 * @param epoch of the process that may move it: raised by whoever takes the run over, so that
 *     whoever had it before can commit nothing more
 * @param counts what has become of the rows that are done
 */
public record Part(
    int number, long first, long rows, long position, long digest, int epoch, Counts counts) {

  /** How many rows a part has that was not cut. */
  public static final long ALL = Long.MAX_VALUE;

  /** The same after a chunk. */
  public Part after(long done, long digestThen, Counts chunk) {
    return new Part(number, first, rows, position + done, digestThen, epoch, counts.plus(chunk));
  }

  /** The same with these rows, before any of them is done. */
  public Part of(int itsNumber, long itsFirst, long itsRows) {
    return new Part(itsNumber, itsFirst, itsRows, 0, 0, epoch, Counts.NONE);
  }

  /** Whether it is all of its run. */
  public boolean isWhole() {
    return first == 0 && rows == ALL;
  }
}
