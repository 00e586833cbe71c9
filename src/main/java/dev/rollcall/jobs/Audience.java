package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RunSummary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who is told what becomes of jobs, and gets their reports. Called from one thread. */
public interface Audience {

  /** Follows the work on an input. */
  Progress progress(String name);

  /** Ends the last progress, where no run does. */
  void endProgress();

  /** A run that has ended, or was refused. */
  void show(RunSummary run, Database database);

  /**
   * Everything that is wrong.
   *
   * @param run of which it is told
   */
  void problems(Failure failure, RunSummary run);

  /** A line that is all of a result. */
  void tell(String line);

  /** A line that is no result. */
  void say(String line);

  /** Writes a report where its job wants it, or shows it. */
  void report(ReportJob job, Database from) throws IOException;

  /** What is wrong with arguments, if that is what was thrown, and whoever has them says so. */
  @Nullable Failure wrongUsage(RuntimeException thrown);
}
