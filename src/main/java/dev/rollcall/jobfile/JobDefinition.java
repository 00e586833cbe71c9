package dev.rollcall.jobfile;

import dev.rollcall.inbox.Inbox;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.monitoring.PingUrl;
import dev.rollcall.reporting.ReportJob;
import org.jspecify.annotations.Nullable;

/** What a job file defines; one of its keys says which kind. */
public sealed interface JobDefinition {

  /** The job's name. */
  String name();

  /** Who is told when it begins and ends; null for nobody. */
  @Nullable PingUrl ping();

  /**
   * A file with {@code import:}, or the same said by flags.
   *
   * @param inbox where its inputs are delivered; null if the job names them
   * @param file as it was named; null if there is none
   */
  record Import(ImportJob job, @Nullable Inbox inbox, @Nullable String file, @Nullable PingUrl ping)
      implements JobDefinition {

    @Override
    public String name() {
      return job.name();
    }
  }

  /** A file with {@code report:}. */
  record Report(ReportJob job, @Nullable PingUrl ping) implements JobDefinition {

    @Override
    public String name() {
      return job.name();
    }
  }
}
