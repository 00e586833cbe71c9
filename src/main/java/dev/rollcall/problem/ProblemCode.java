package dev.rollcall.problem;

/** Every problem that ends a command, by a name that scripts may rely on. */
public enum ProblemCode {
  // The input.
  INPUT_NOT_FOUND(Outcome.FAILED),
  INPUT_UNREADABLE(Outcome.FAILED),
  INPUT_EMPTY(Outcome.FAILED),
  INPUT_CUT_OFF(Outcome.FAILED),
  INPUT_CHANGED(Outcome.FAILED),
  INPUT_TOO_LARGE(Outcome.FAILED),
  BYTES_NOT_IN_CHARSET(Outcome.FAILED),
  DELIMITER_UNCLEAR(Outcome.FAILED),
  HEADER_WRONG(Outcome.FAILED),
  ROW_TOO_LONG(Outcome.FAILED),
  QUOTE_NOT_CLOSED(Outcome.FAILED),
  TRAILER_WRONG(Outcome.FAILED),
  CHECKSUM_WRONG(Outcome.FAILED),
  MARKER_WRONG(Outcome.FAILED),
  // An inbox.
  INBOX_UNUSABLE(Outcome.FAILED),
  INBOX_STOPPED(Outcome.REFUSED),
  INBOX_BUSY(Outcome.BUSY),
  // The command line and job files.
  USAGE(Outcome.USAGE),
  JOB_FILE(Outcome.USAGE),
  QUERY(Outcome.USAGE),
  NOT_SUPPORTED(Outcome.USAGE),
  // The database.
  DATABASE_UNUSABLE(Outcome.FAILED),
  DATABASE_ERROR(Outcome.FAILED),
  DATABASE_BUSY(Outcome.BUSY),
  SCHEMA_NEWER(Outcome.FAILED),
  SCHEMA_MISSING(Outcome.FAILED),
  SCHEMA_INVALID(Outcome.FAILED),
  COLUMN_UNUSABLE(Outcome.FAILED),
  LEDGER_DAMAGED(Outcome.FAILED),
  DATABASE_MOVED(Outcome.REFUSED),
  DATABASE_NOT_EMPTY(Outcome.REFUSED),
  // A broker, for workers.
  BROKER_UNREACHABLE(Outcome.FAILED),
  BROKER_UNUSABLE(Outcome.FAILED),
  // Files that this program writes.
  OUTPUT_UNWRITABLE(Outcome.FAILED),
  STAGING_DAMAGED(Outcome.FAILED),
  SEED_OUTDATED(Outcome.FAILED),
  NOT_A_SEED(Outcome.REFUSED),
  // The run.
  REJECT_LIMIT(Outcome.REFUSED),
  GUARD(Outcome.REFUSED),
  PLAN_OUTDATED(Outcome.REFUSED),
  WOULD_CHANGE(Outcome.REFUSED),
  DELIVERED_TWICE(Outcome.REFUSED),
  DEAD_RUN_REPLACED(Outcome.REFUSED),
  UNDONE_ALREADY(Outcome.REFUSED),
  RUN_PRUNED(Outcome.REFUSED),
  VACUUM_RENUMBERS(Outcome.REFUSED),
  OTHER_RUNS_REJECTS(Outcome.REFUSED),
  CHANGED_SINCE(Outcome.REFUSED),
  CHANGE_REFUSED(Outcome.REFUSED),
  POSITION_UNKNOWN(Outcome.FAILED),
  RUN_TAKEN_OVER(Outcome.FAILED),
  WORKER_DIFFERS(Outcome.FAILED),
  BALANCE(Outcome.FAILED),
  STOPPED(Outcome.FAILED),
  INTERNAL(Outcome.FAILED);

  private final Outcome outcome;

  ProblemCode(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }
}
