package dev.rollcall.problem;

/** How a command ends when it does not end well; each has an exit code of its own. */
public enum Outcome {
  /** It could not be done. */
  FAILED(1),
  /** The command line or a job file is wrong. */
  USAGE(2),
  /** It could have been done, and a limit or a rule said no. */
  REFUSED(4),
  /** Another run holds the database. */
  BUSY(5);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
