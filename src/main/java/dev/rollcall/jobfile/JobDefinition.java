package dev.rollcall.jobfile;

import dev.rollcall.importing.ImportJob;

/** What a job file defines; its first key says which kind. */
public sealed interface JobDefinition {

  /** A file with {@code import:}. */
  record Import(ImportJob job) implements JobDefinition {}
}
