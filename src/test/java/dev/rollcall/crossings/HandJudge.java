package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.crossings.PastRun.Was;
import dev.rollcall.model.ModelRow;
import dev.rollcall.proof.Ended;
import java.util.List;

/** Judges a change by hand, which says what a row of a file says. */
final class HandJudge {

  private final World world;
  private final Step.ByHand step;

  HandJudge(World world, Step.ByHand step) {
    this.world = world;
    this.step = step;
  }

  void judge(Ended ended, Ledger before, Ledger after) {
    Checks.noFaultOfTheProgram(ended);
    if (Checks.namesTheTrigger(world, ended)) {
      Checks.unchanged(before, after, "a trigger is in the way");
      return;
    }
    String action =
        switch (step.command()) {
          case "add" -> "create";
          case "delete" -> "delete";
          default -> "update";
        };
    ModelRow row = new ModelRow(0, null, step.user(), "", step.value(), action, null);
    Simulation done = world.simulate(List.of(row), Variant.usual(world.columns).rules());
    boolean refused = !done.rejects.isEmpty();
    assertThat(ended.exitCode()).as("exit code: %s", ended).isEqualTo(refused ? 4 : 0);
    if (refused) {
      Checks.unchanged(before, after, "refused by hand");
      return;
    }
    assertThat(after.users()).as("users after %s", step).isEqualTo(World.stored(done.users));
    long id = Checks.newRun(before, after);
    Checks.othersUnchanged(before, after, id);
    PastRun run = new PastRun(id, null, false, null);
    run.state = PastRun.State.DONE;
    run.blurred = world.rules.has(Rules.Rule.CAP);
    if (!done.changes.isEmpty()) {
      String name = step.user();
      run.found.put(name, new Was(world.ids.get(name), world.users.get(name)));
      run.left.put(name, new Was(after.ids().get(name), done.users.get(name)));
      world.noteChanges(run, done.changes);
      world.writes.add(run);
    }
    world.noteRetired(run, done);
    run.doneAt = world.writes.size();
    world.runs.add(run);
    world.take(done);
  }
}
