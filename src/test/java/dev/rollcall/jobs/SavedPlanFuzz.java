package dev.rollcall.jobs;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Set;

/** Any bytes, read as a plan that was kept: it is one, or said to be none. */
public final class SavedPlanFuzz {

  private SavedPlanFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path path = FuzzFolder.write("plan.json", data);
    SavedPlan plan;
    try {
      plan = SavedPlan.read(path);
    } catch (Failure e) {
      Broken.unless(e, Set.of(ProblemCode.USAGE));
      return;
    }
    Path again = FuzzFolder.path("again.json");
    plan.write(again);
    Broken.unlessSame("the plan written and read", SavedPlan.read(again), plan);
  }
}
