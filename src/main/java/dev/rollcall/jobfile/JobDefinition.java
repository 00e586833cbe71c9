package dev.rollcall.jobfile;

import dev.rollcall.importing.ImportJob;
import dev.rollcall.reporting.ReportJob;

/** What a job file defines; one of its keys says which kind. */
public sealed interface JobDefinition {

  /** The job's name. */
  String name();

  /** A file with {@code import:}. */
  record Import(ImportJob job) implements JobDefinition {

    @Override
    public String name() {
      return job.name();
    }
  }

  /** A file with {@code report:}. */
  record Report(ReportJob job) implements JobDefinition {

    @Override
    public String name() {
      return job.name();
    }
  }
}
