package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.text.Counted;

/**
 * What a run's position is of: a digest of the lines of the rows before it, in the order in which
 * they were applied. The same content staged in another order has another one.
 */
final class RowOrderDigest {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private RowOrderDigest() {}

  /** The digest after one more row. */
  static long add(long digest, long line) {
    long mixed = (digest ^ line) * FACTOR;
    return (mixed ^ mixed >>> 32) + 1;
  }

  /**
   * Makes sure that the rows before a run's position are those that were applied. It takes as long
   * as to pass over them, which is done when a run goes on, and not otherwise.
   *
   * @throws Failure {@code POSITION_UNKNOWN} if they are others
   */
  static void check(StagedRecords staged, Run run) {
    long position = run.position();
    if (position > staged.records()) {
      throw others(run, "the input has " + Counted.of(staged.records(), "row"));
    }
    if (position == 0 || run.positionDigest() == 0) {
      // Of a run that an older version began, the ledger does not say.
      return;
    }
    Cursor cursor = staged.from(0);
    long digest = 0;
    while (cursor.position() < position && cursor.next()) {
      digest = add(digest, cursor.line());
    }
    if (digest != run.positionDigest()) {
      throw others(run, "the rows before it are different, or in another order");
    }
  }

  private static Failure others(Run run, String what) {
    return Failure.of(
        ProblemCode.POSITION_UNKNOWN,
        "run "
            + run.id()
            + " of "
            + run.source().name()
            + " can't continue after "
            + Counted.of(run.position(), "row")
            + " that it has applied: "
            + what
            + "; no user was changed",
        "undo it with rollcall runs undo "
            + run.id()
            + ", then run the same command again, which starts over");
  }
}
