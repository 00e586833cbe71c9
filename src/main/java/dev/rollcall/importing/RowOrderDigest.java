package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Part;
import dev.rollcall.runs.Run;
import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.text.Counted;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * Makes sure that the rows of parts that are said to be done are those that were applied. It
   * takes as long as to pass over them, which is done when a run goes on, and not otherwise.
   *
   * @param parts in the order of their rows
   * @throws Failure {@code POSITION_UNKNOWN} if they are others
   */
  static void check(StagedRecords staged, Run run, List<Part> parts) {
    @Nullable Cursor cursor = null;
    for (Part part : parts) {
      long done = part.first() + part.position();
      boolean beyond = part.rows() != Part.ALL && part.position() > part.rows();
      if (done > staged.records() || beyond) {
        throw others(run, part, "the input has " + Counted.of(staged.records(), "row"));
      }
      if (part.position() == 0 || part.digest() == 0) {
        // Of a run that an older version began, the ledger does not say.
        continue;
      }
      cursor = cursor == null ? staged.from(0) : cursor;
      if (digest(cursor, part.first(), done) != part.digest()) {
        throw others(run, part, "the rows before it are different, or in another order");
      }
    }
  }

  private static long digest(Cursor cursor, long from, long to) {
    cursor.passTo(from);
    long digest = 0;
    while (cursor.position() < to && cursor.next()) {
      digest = add(digest, cursor.line());
    }
    return digest;
  }

  private static Failure others(Run run, Part part, String what) {
    return Failure.of(
        ProblemCode.POSITION_UNKNOWN,
        "run "
            + run.id()
            + " of "
            + run.source().name()
            + " can't continue after "
            + Counted.of(part.position(), "row")
            + " that it has applied: "
            + what
            + "; no user was changed",
        "undo it with rollcall runs undo "
            + run.id()
            + ", then run the same command again, which starts over");
  }
}
