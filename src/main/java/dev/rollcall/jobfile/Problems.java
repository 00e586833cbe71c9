package dev.rollcall.jobfile;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file, so that all of it is said at once. */
final class Problems {

  /** How many are told; of the others only how many there are. */
  static final int MOST = 100;

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingLong((Problem problem) -> line(problem.place()))
          .thenComparingInt(problem -> column(problem.place()));

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  static Problem problem(Place place, String what, @Nullable String advice) {
    return new Problem(ProblemCode.JOB_FILE, place, what, advice);
  }

  void add(Place place, String what, @Nullable String advice) {
    found.add(problem(place, what, advice));
  }

  /** The failure to throw when nothing behind {@code problem} can be read any more. */
  Failure last(Problem problem) {
    found.add(problem);
    return failure();
  }

  /** Throws a {@link Failure} with all that was found, if anything was. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw failure();
    }
  }

  private Failure failure() {
    found.sort(BY_PLACE);
    if (found.size() <= MOST) {
      return new Failure(found, null);
    }
    List<Problem> told = new ArrayList<>(found.subList(0, MOST));
    told.add(problem(Place.of(file), "and " + (found.size() - MOST) + " more problems", null));
    return new Failure(told, null);
  }

  private static long line(@Nullable Place place) {
    return place == null ? 0 : place.line();
  }

  private static int column(@Nullable Place place) {
    return place == null ? 0 : place.column();
  }
}
