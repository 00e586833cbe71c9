package dev.rollcall.importing;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Limit;
import dev.rollcall.text.Counted;
import org.jspecify.annotations.Nullable;

/**
 * The skip policy at work: judges a run's rejects against its limit, in one place. The first reject
 * above it ends the run.
 *
 * <p>A count is judged with every reject. A share is judged after the first {@value #FIRST_LOOK}
 * rows of the input, in file order, and again at the end, over all rows; since the number of rows
 * is known before the first of them is applied, "at the end" is judged as soon as the end can't be
 * good any more.
 */
final class RejectLimitPolicy {

  /** A share is first judged after this many rows. */
  static final int FIRST_LOOK = 1_000;

  private final Limit limit;
  private final boolean retries;

  /**
   * @param retries whether the rows are rejects of another run
   */
  RejectLimitPolicy(Limit limit, boolean retries) {
    this.limit = limit;
    this.retries = retries;
  }

  /**
   * Judges while the input is read, when it is not known yet how many rows there are: a count
   * always, a share at the {@value #FIRST_LOOK}th row.
   *
   * @param rows rows read so far
   */
  @Nullable Failure whileReading(long rejected, long rows) {
    boolean judge = !limit.isShare() || rows == FIRST_LOOK;
    return judge && rejected > limit.most(rows)
        ? exceeded(rejected, rows == 1 ? "the first row" : "the first " + Counted.of(rows, "row"))
        : null;
  }

  /**
   * Judges when all rows are known, whether they have been applied or not. A run of which no row is
   * left is refused too, unless just that was allowed: hardly anybody means it.
   */
  @Nullable Failure ofAll(long rejected, long rows) {
    if (rows > 0 && rejected == rows && !limit.isAll()) {
      return Failure.of(
          ProblemCode.REJECT_LIMIT,
          rows == 1
              ? "the only row was rejected"
              : "all " + Counted.of(rows, "row") + " were rejected",
          (retries
                  ? "fix the rows in the file that was fed back: one that nobody changed stays"
                      + " rejected"
                  : "most often a column is taken for another, or the mode or a rule of levels does"
                      + " not fit: fix that, or the rows")
              + "; to go on without them, give --max-rejects 100% to the same command");
    }
    return rejected > limit.most(rows) ? exceeded(rejected, Counted.of(rows, "row")) : null;
  }

  /** How many rejects of all rows {@link #ofAll} lets pass. */
  long most(long rows) {
    return limit.isAll() ? rows : Math.min(limit.most(rows), rows - 1);
  }

  private Failure exceeded(long rejected, String among) {
    return Failure.of(
        ProblemCode.REJECT_LIMIT,
        Counted.of(rejected, "reject") + " in " + among + ", the limit is " + limit,
        "fix the rows, or raise the limit: give a higher --max-rejects to the same command");
  }
}
