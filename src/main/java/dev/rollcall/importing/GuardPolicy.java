package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Limit;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The guards at work: judges what a run would do to the users, in one place. */
final class GuardPolicy {

  private final Guards guards;

  GuardPolicy(Guards guards) {
    this.guards = guards;
  }

  /**
   * Judges a run, in a transaction that sees all it did.
   *
   * @return everything that goes too far; null if nothing does
   */
  @Nullable Failure judge(Run run, UserDatabase database) {
    if (guards.isEmpty()) {
      return null;
    }
    Counts counts = run.counts();
    long gone = counts.deleted() + counts.removed() - counts.created();
    long users = database.onConnection(database.users()::count) + gone;
    Touched touched =
        database.onConnection(
            connection -> database.ledger().touched(connection, run.id(), run.changesAfter()));
    return judge(touched, users);
  }

  /**
   * Judges what a run does.
   *
   * @param users how many users there were before it
   * @return everything that goes too far; null if nothing does
   */
  @Nullable Failure judge(Touched touched, long users) {
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<Guards.Kind, Limit> guard : guards.bounds().entrySet()) {
      long figure = figure(touched, guard.getKey());
      long most = guard.getValue().most(users);
      if (figure > most) {
        problems.add(tripped(guard.getKey(), guard.getValue(), figure, most, users));
      }
    }
    return problems.isEmpty() ? null : new Failure(problems, null);
  }

  private static long figure(Touched touched, Guards.Kind kind) {
    return switch (kind) {
      case DELETE -> touched.deleted();
      case LOWER -> touched.lowered();
      case CHANGE -> touched.changed();
    };
  }

  private static Problem tripped(
      Guards.Kind kind, Limit bound, long figure, long most, long users) {
    String what =
        String.format(
            Locale.ROOT,
            "the run would %s %,d of %,d users, the guard allows %s (%,d)",
            kind.word(),
            figure,
            users,
            bound,
            most);
    String advice =
        "look at it with rollcall plan; if it is meant, go ahead with --allow "
            + kind.word()
            + "="
            + figure;
    return new Problem(ProblemCode.GUARD, null, what, advice);
  }
}
