package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.ModelRow;
import dev.rollcall.proof.Ended;
import java.util.List;

/** Judges a plan, which ends as the import would. */
final class PlanJudge {

  private final World world;
  private final Delivery delivery;
  private final boolean again;
  private final Terms terms;

  PlanJudge(World world, Delivery delivery, boolean again, Terms terms) {
    this.world = world;
    this.delivery = delivery;
    this.again = again;
    this.terms = terms;
  }

  void judge(Ended ended) {
    Checks.noFaultOfTheProgram(ended);
    Verdict verdict = world.judge(delivery, again);
    if (!Checks.namesTheTrigger(world, ended)) {
      assertThat(exitCodes(verdict))
          .as("exit code of a plan, %s: %s", verdict, ended)
          .contains(ended.exitCode());
    }
  }

  private List<Integer> exitCodes(Verdict verdict) {
    if (verdict instanceof Verdict.Refused) {
      return List.of(4);
    }
    if (verdict instanceof Verdict.Done) {
      return List.of(0);
    }
    Simulation now = world.simulate(List.of(), delivery.meaning().rules());
    if (verdict instanceof Verdict.GoesOn goesOn) {
      PastRun run = goesOn.run();
      List<ModelRow> rest = world.withSettled(run, world.rest(run));
      return new Foresight(world, delivery, now, run.codes(), run.rows, rest, terms).exitCodes();
    }
    List<ModelRow> rows = world.inOrder(world.taken(delivery), delivery, !world.rules.areNone());
    return new Foresight(world, delivery, now, List.of(), rows, rows, terms).exitCodes();
  }
}
