package dev.rollcall.cli;

import dev.rollcall.runs.RunName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which run a command is about. */
final class RunChoice {

  // Of the command that takes it.
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      completionCandidates = RunNumbers.class,
      description = "The number of the run, see runs list; or last, for the newest.")
  private String run = "";

  @Option(
      names = "--job",
      paramLabel = "NAME",
      order = OptionGroup.CHOOSING,
      description = "Take only a run of this job: with last, its newest.")
  private @Nullable String job;

  /** Throws the command line's own exception for what is no name of a run. */
  RunName name() {
    if (run.equals(RunName.LAST)) {
      return new RunName(null, job);
    }
    try {
      return new RunName(Long.valueOf(run), job);
    } catch (NumberFormatException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "RUN must be the number of a run, or " + RunName.LAST + ", not \"" + run + '"',
          e);
    }
  }
}
