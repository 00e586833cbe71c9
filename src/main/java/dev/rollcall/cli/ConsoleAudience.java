package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.jobs.Audience;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunSummary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Shows people on the console what becomes of jobs. */
record ConsoleAudience(Console console, DatabaseOptions options) implements Audience {

  @Override
  public Progress progress(String name) {
    return console.progress(name);
  }

  @Override
  public void endProgress() {
    console.endProgress();
  }

  @Override
  public void show(RunSummary run, Database database) {
    console.ended(run, SummaryTable.of(run, database.name(), retry(run, database)));
  }

  /** What imports a run's rejects once they are fixed; null if that is not all there is to do. */
  private static @Nullable String retry(RunSummary run, Database database) {
    boolean isAll = run.status().isCompleted() || run.kind() == RunKind.RETRY;
    return run.run() != null && run.rejectFile() != null && isAll
        ? "rollcall retry " + run.run() + DatabaseOptions.naming(database)
        : null;
  }

  @Override
  public void problems(Failure failure, RunSummary run) {
    console.problems(failure, run);
  }

  @Override
  public void tell(String line) {
    console.told(line);
  }

  @Override
  public void say(String line) {
    console.sayOfRun(line);
  }

  @Override
  public void report(ReportJob job, Database from) throws IOException {
    new Reports(console).run(job, from, options.echo(console));
  }

  /** The command line says it, as it says whatever is wrong with arguments. */
  @Override
  public @Nullable Failure wrongUsage(RuntimeException thrown) {
    return thrown instanceof CommandLine.ParameterException wrong
        ? Failure.of(ProblemCode.USAGE, WrongUsage.of(wrong), null)
        : null;
  }
}
