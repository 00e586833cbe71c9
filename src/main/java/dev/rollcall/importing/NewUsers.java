package dev.rollcall.importing;

/**
 * Whether the rows of a part are expected to be all of new users. Then nobody need be looked up: a
 * chunk that creates a user for each row is right if the database takes all of them, as a name that
 * somebody has makes it refuse the chunk, which is then done once more with a look. For one thread.
 */
final class NewUsers {

  /** After this many chunks of new users the next is expected to be one. */
  private static final int CHUNKS = 2;

  private int chunks;

  private NewUsers(int chunks) {
    this.chunks = chunks;
  }

  /** Expects them from the beginning, where there is nobody yet; else once there were many. */
  static NewUsers expected(boolean nobody) {
    return new NewUsers(nobody ? CHUNKS : 0);
  }

  /** Expects none, come what may. */
  static NewUsers never() {
    return new NewUsers(Integer.MIN_VALUE);
  }

  boolean areExpected() {
    return chunks >= CHUNKS;
  }

  /**
   * Takes note of a chunk whose users were looked up.
   *
   * @param allNew whether each of its rows creates a user
   */
  void note(boolean allNew) {
    if (chunks >= 0) {
      chunks = allNew ? chunks + 1 : 0;
    }
  }
}
