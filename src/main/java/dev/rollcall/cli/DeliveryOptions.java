package dev.rollcall.cli;

import dev.rollcall.importing.Request;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.wiring.ImportSession;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes that imports what somebody delivered. */
final class DeliveryOptions {

  @Option(
      names = "--again",
      order = OptionGroup.REPEATING,
      description = "Import even if this content was already imported.")
  private boolean again;

  @Option(
      names = "--planned",
      paramLabel = "FILE",
      order = OptionGroup.SAFETY,
      description = "Do exactly what this saved plan says, or nothing (see plan --save).")
  private @Nullable Path planned;

  @Nullable Path planned() {
    return planned;
  }

  boolean again() {
    return again;
  }

  /**
   * Makes sure that a plan, if one is to be followed, can be of all there is to do.
   *
   * @throws Failure {@code USAGE}
   */
  void checkNumber(int inputs) {
    if (planned != null && inputs > 1) {
      throw Failure.of(
          ProblemCode.USAGE,
          "a plan is of one input, and here are " + inputs,
          "import them one by one, each with its own plan");
    }
  }

  /**
   * Makes sure that the import does what was planned.
   *
   * @throws Failure {@code PLAN_OUTDATED}, saying what differs
   */
  void checkPlanned(ImportSession session, Request request) {
    if (planned != null) {
      SavedPlan.read(planned).check(session.plan(request, true));
    }
  }
}
