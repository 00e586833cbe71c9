package dev.rollcall.cli;

import dev.rollcall.importing.Plan;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A plan as people read it. */
final class PlanTable {

  private static final int MOVES_SHOWN = 12;
  private static final int WIDEST_BAR = 30;

  /** How much of a line is before a bar. */
  private static final int BEFORE_BAR = 31;

  private PlanTable() {}

  /**
   * The table's lines.
   *
   * @param columns how many columns of a terminal a bar may reach to
   */
  static List<ShownLine> of(Plan plan, String database, int columns) {
    List<ShownLine> lines = new ArrayList<>(SummaryTable.of(plan.summary(), database));
    if (plan.summary().status() == RunStatus.ALREADY_DONE) {
      lines.add(ShownLine.plain("  to plan it all the same, give --again"));
      return lines;
    }
    List<String> more = new ArrayList<>();
    addMoves(more, plan.moves(), Math.min(WIDEST_BAR, Math.max(1, columns - BEFORE_BAR)));
    more.addAll(SampledCells.lines(plan.samples()));
    if (!plan.changes().isEmpty()) {
      more.add("  first changes:");
      plan.changes().forEach(change -> more.add("    " + describe(change)));
    }
    more.add(
        String.format(
            Locale.ROOT,
            "  of the %s: %,d deleted, %,d lowered, %,d raised, %,d changed in total",
            Counted.of(plan.users(), "existing user"),
            plan.touched().deleted(),
            plan.touched().lowered(),
            plan.touched().raised(),
            plan.touched().changed()));
    more.forEach(line -> lines.add(ShownLine.plain(line)));
    Failure refusal = plan.refusal();
    if (refusal == null) {
      lines.add(ShownLine.plain("nothing was written"));
    } else {
      for (Problem problem : refusal.problems()) {
        lines.add(
            new ShownLine(
                "would be refused: " + problem.what() + " [" + problem.code() + "]", Tone.BAD));
      }
    }
    return lines;
  }

  private static void addMoves(List<String> lines, List<Move> moves, int widest) {
    if (moves.isEmpty()) {
      return;
    }
    lines.add("  levels, from -> to:");
    long most = moves.stream().mapToLong(Move::changes).max().orElse(1);
    List<Move> largest =
        moves.stream().sorted(Comparator.comparingLong(Move::changes).reversed()).toList();
    for (Move move : largest.subList(0, Math.min(MOVES_SHOWN, largest.size()))) {
      int width = (int) Math.max(1, move.changes() * widest / most);
      lines.add(
          String.format(
              Locale.ROOT,
              "    %4d -> %-4d %,12d  %s",
              move.from(),
              move.to(),
              move.changes(),
              "#".repeat(width)));
    }
    if (largest.size() > MOVES_SHOWN) {
      lines.add("    and " + Counted.of(largest.size() - MOVES_SHOWN, "other move"));
    }
  }

  /** {@code line 12: anna: level 3 -> 4, email none -> anna@example.com}. */
  private static String describe(Change change) {
    String where = change.line() == 0 ? "not in the file" : "line " + change.line();
    return where + ": " + change.user().username() + ": " + ChangeWords.of(change);
  }
}
