package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.Run;
import dev.rollcall.text.Counted;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says why content with relative levels is not imported again. Must be asked in a transaction.
 *
 * @param earlier the run that imported it
 * @param undo the run that undid that one in part; null if none did
 */
record SecondDelivery(UserDatabase database, Run earlier, @Nullable Run undo) {

  /** How many users are named whom an undo has left alone. */
  private static final int LEFT_SHOWN = 3;

  Failure failure() {
    String what =
        "run "
            + earlier.id()
            + " of "
            + earlier.startedAt()
            + " imported the same content ("
            + earlier.source().name()
            + "), with "
            + Counted.of(earlier.counts().relative(), "relative level")
            + " (+1, -1); ";
    if (earlier.prunedAt() != null) {
      return Failure.of(
          ProblemCode.DELIVERED_TWICE,
          what + "importing it again would apply that twice",
          "use --again to apply it again");
    }
    String again = "use --again to apply it again, or ";
    if (undo == null) {
      return Failure.of(
          ProblemCode.DELIVERED_TWICE,
          what + "importing it again would apply that twice",
          again + "undo run " + earlier.id() + " first: rollcall runs undo " + earlier.id());
    }
    return Failure.of(
        ProblemCode.DELIVERED_TWICE,
        what + "run " + undo.id() + " undid it, but left " + left(undo) + " alone",
        again
            + "undo all of it: rollcall runs undo "
            + undo.id()
            + ", then rollcall runs undo "
            + earlier.id()
            + " --force");
  }

  /** Whom an undo has left alone, the first of them by name. */
  private String left(Run undo) {
    List<Reject> rejects =
        database.onConnection(c -> database.ledger().rejects().first(c, undo.id(), LEFT_SHOWN));
    String named =
        rejects.stream()
            .limit(LEFT_SHOWN)
            .map(reject -> '"' + String.valueOf(reject.cells().username()) + '"')
            .collect(Collectors.joining(", "));
    long others = undo.counts().rejected() - Math.min(rejects.size(), LEFT_SHOWN);
    return others > 0 ? named + " and " + Counted.of(others, "other") : named;
  }
}
