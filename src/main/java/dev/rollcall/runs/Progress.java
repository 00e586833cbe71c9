package dev.rollcall.runs;

import java.util.List;

/**
 * Hears how far a run or other work is. Called from the thread that works, often; must return at
 * once.
 */
public interface Progress {

  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void begin(Phase phase, long total) {}

        @Override
        public void at(long done, long rows) {}
      };

  /**
   * A phase begins; the run may enter it again.
   *
   * @param total in the phase's unit; negative if nobody knows
   */
  void begin(Phase phase, long total);

  /**
   * @param done how much of the phase's total
   * @param rows rows dealt with in this phase
   */
  void at(long done, long rows);

  /**
   * Who writes what, of a run that several share; before {@link #at}.
   *
   * @param shares of the parts that somebody has, or had; none if nobody shares it any more
   */
  default void shared(List<Share> shares) {}

  /**
   * A part that somebody else writes.
   *
   * @param who for people
   * @param done how many of its rows are done
   */
  record Share(String who, int part, long done, long rows) {

    /** Whether it is at work. */
    public boolean isOpen() {
      return done < rows;
    }
  }

  /** What a run does, one after the other. */
  enum Phase {
    /** Reading and checking the input; the total is its bytes. */
    READING,
    /** Sorting the last of what was read; nobody knows how much of it is done. */
    SORTING,
    /** Deciding and writing; the total is the rows. */
    WRITING
  }
}
