package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.Source;
import dev.rollcall.text.Counted;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an input that was taken out of an inbox, beside its content.
 *
 * @param id noted with what came of it, so that this delivery is never imported twice; null if it
 *     was not taken yet
 * @param rows how many it must have; null if nobody says so
 * @param marker the file that says so, for messages
 */
public record Delivery(@Nullable String id, @Nullable Long rows, String marker) {

  /**
   * The run that imported this very delivery, or had imported the same before it came; null if none
   * did. Must be asked in a transaction.
   */
  @Nullable Run imported(UserDatabase database, String job) {
    if (id == null) {
      return null;
    }
    String place = place(id);
    long run =
        database.onConnection(c -> database.ledger().runIndex().newestDelivered(c, job, place));
    return run == 0 ? null : database.runs().findById(run);
  }

  /**
   * Notes by which run a delivery is done, in the transaction by which it is; none if it is null.
   */
  static void note(UserDatabase database, @Nullable Delivery delivery, Source source, Run run) {
    if (delivery != null && delivery.id != null) {
      Source delivered = new Source(place(delivery.id), source.sha256(), source.bytes());
      database.execute(c -> database.ledger().runIndex().deliver(c, delivered, run));
    }
  }

  /** Where a delivery is noted, among the paths that inputs came from; no path is like it. */
  private static String place(String id) {
    return "delivery " + id;
  }

  /**
   * Holds the number of rows against what is said.
   *
   * @param found without the header
   * @throws Failure {@code MARKER_WRONG}
   */
  void check(long found) {
    if (rows != null && rows != found) {
      throw Failure.at(
          ProblemCode.MARKER_WRONG,
          Place.of(marker),
          "the marker says "
              + Counted.of(rows, "row")
              + ", and there are "
              + found
              + ", the header not counted",
          "rows were lost or added on its way: deliver both again");
    }
  }
}
