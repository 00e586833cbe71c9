package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.meaning.Guards;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Limit;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.Touched;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The guards at work: judges a run's input, and what it would do to the users, in one place. */
final class GuardPolicy {

  private final Guards guards;

  GuardPolicy(Request request) {
    this(request.retryOf() == null ? request.job().guards() : request.job().guards().ofSomeRows());
  }

  GuardPolicy(Guards guards) {
    this.guards = guards;
  }

  /** Whether there are none. */
  boolean judgeNothing() {
    return guards.bounds().isEmpty();
  }

  /** Whether the whole run has to be done for it. */
  boolean isOfUsers() {
    return guards.areOfUsers();
  }

  /**
   * What a run has done.
   *
   * @param users how many there were before it
   * @param created how many there are after it that were not there before
   * @param rows of its input
   * @param retired users whom no row named, and who are there still
   */
  record Done(Touched touched, long users, long created, long rows, long retired) {}

  /**
   * Judges the input of a run. Must be called outside any transaction.
   *
   * @param rows how many it has
   * @return what is wrong with it; null if nothing is
   */
  @Nullable Failure judgeRows(long rows, UserDatabase database) {
    if (guards.of(Guards.Kind.ROWS) == null) {
      return null;
    }
    long users = database.inTransaction(() -> database.onConnection(database.users()::count));
    return judgeRows(rows, users);
  }

  /** The same where there are this many users. */
  @Nullable Failure judgeRows(long rows, long users) {
    Limit least = guards.of(Guards.Kind.ROWS);
    return least == null || rows >= least.most(users)
        ? null
        : new Failure(tooFew(least, rows, users), null);
  }

  /**
   * Judges a run, in a transaction that sees all it did.
   *
   * @return everything that is beyond a guard; null if nothing is
   */
  @Nullable Failure judge(Run run, UserDatabase database) {
    if (guards.bounds().isEmpty()) {
      return null;
    }
    Counts counts = run.counts();
    long now = database.onConnection(database.users()::count);
    long users = now + counts.deleted() + counts.removed() - counts.created();
    Touched touched =
        database.onConnection(
            connection -> database.ledger().touched(connection, run.id(), run.changesAfter()));
    long created = now - (users - touched.deleted());
    return judge(new Done(touched, users, created, counts.read(), counts.retired()));
  }

  /** Judges what a run does: everything that is beyond a guard; null if nothing is. */
  @Nullable Failure judge(Done done) {
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<Guards.Kind, Limit> guard : guards.bounds().entrySet()) {
      Guards.Kind kind = guard.getKey();
      Limit bound = guard.getValue();
      long figure = figure(done, kind);
      long limit = bound.most(done.users());
      if (kind == Guards.Kind.ROWS) {
        if (figure < limit) {
          problems.add(tooFew(bound, figure, done.users()));
        }
      } else if (figure > limit) {
        problems.add(tooMany(kind, bound, figure, done));
      }
    }
    return problems.isEmpty() ? null : new Failure(problems, null);
  }

  private static long figure(Done done, Guards.Kind kind) {
    return switch (kind) {
      case DELETE -> done.touched().deleted() + done.retired();
      case LOWER -> done.touched().lowered();
      case RAISE -> done.touched().raised();
      case CREATE -> done.created();
      case CHANGE -> done.touched().changed();
      case ROWS -> done.rows();
    };
  }

  private static Problem tooMany(Guards.Kind kind, Limit bound, long figure, Done done) {
    long users = done.users();
    boolean retires = kind == Guards.Kind.DELETE && done.retired() > 0;
    String whom =
        kind == Guards.Kind.CREATE
            ? String.format(Locale.ROOT, "%s beside %,d", Counted.of(figure, "user"), users)
            : String.format(Locale.ROOT, "%,d of %s", figure, Counted.of(users, "user"));
    return new Problem(
        ProblemCode.GUARD,
        null,
        String.format(
            Locale.ROOT,
            "the run would %s %s, the guard allows %s (%,d)",
            retires ? "delete or retire" : kind.word(),
            whom,
            bound,
            bound.most(users)),
        "look at it with rollcall plan; " + allow(kind, figure));
  }

  private static Problem tooFew(Limit bound, long rows, long users) {
    return new Problem(
        ProblemCode.GUARD,
        null,
        String.format(
            Locale.ROOT,
            "the input has %s, the guard wants at least %s (%,d)",
            Counted.of(rows, "row"),
            bound,
            bound.most(users)),
        "look whether the file is whole; " + allow(Guards.Kind.ROWS, rows));
  }

  private static String allow(Guards.Kind kind, long figure) {
    return "if it is meant, go ahead with --allow " + kind.word() + "=" + figure;
  }
}
