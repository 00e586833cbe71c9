package dev.rollcall.database;

/** Where several may write at the same time: opens those who write beside whoever has the lock. */
public interface Writers {

  /** How many are worth their while; 2 or more. */
  int most();

  /**
   * Opens one, on a connection of its own. It knows nothing of the run lock: what it writes must be
   * fenced by the part that it works on, see {@link Parts#advance}. Any number of threads may ask.
   *
   * @throws dev.rollcall.problem.Failure {@code DATABASE_UNUSABLE}
   */
  Writer open();
}
