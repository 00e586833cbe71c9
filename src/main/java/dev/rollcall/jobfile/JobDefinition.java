package dev.rollcall.jobfile;

import dev.rollcall.importing.ImportJob;
import dev.rollcall.reporting.ReportJob;

/** What a job file defines; one of its keys says which kind. */
public sealed interface JobDefinition {

  /** A file with {@code import:}. */
  record Import(ImportJob job) implements JobDefinition {}

  /** A file with {@code report:}. */
  record Report(ReportJob job) implements JobDefinition {}
}
