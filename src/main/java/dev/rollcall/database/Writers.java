package dev.rollcall.database;

/** Where several may write at the same time: opens those who write beside whoever has the lock. */
public interface Writers {

  /** How many are worth their while; 2 or more. */
  int most();

  /**
   * Opens one, on a connection of its own. It knows nothing of the run lock: what it writes must be
   * fenced by the part that it works on, see {@link Parts#advance}. Any number of threads may ask.
   *
   * @throws dev.rollcall.problem.Failure {@code DATABASE_UNUSABLE}; see {@link #isFull}
   */
  Writer open();

  /** Whether one could not be opened only because the server has no connection left to give. */
  boolean isFull(Throwable thrown);

  /**
   * Whether what went wrong is only that the server has ended a writer's connection, such as one
   * that was frozen for too long: another may go on where that one was.
   */
  boolean isLost(Throwable thrown);
}
