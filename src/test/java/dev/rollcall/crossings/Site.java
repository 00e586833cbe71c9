package dev.rollcall.crossings;

import dev.rollcall.proof.Database;
import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.Ended;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a history happens: its database, and the ways to run commands on it and to stop them. */
interface Site extends AutoCloseable {

  DatabaseKind kind();

  Database database();

  /** Runs a command in this process. */
  Ended run(List<String> arguments);

  /**
   * Runs a command as a process of its own, which is stopped on its way.
   *
   * @param chunks about how many it has to write
   * @param delivery what it imports; null if it imports nothing
   */
  Stopped run(
      List<String> arguments, Stop stop, double at, int chunks, @Nullable Delivery delivery);

  /**
   * What became of a command that was to be stopped.
   *
   * @param ended as it ended; of one that is frozen, as a kill would have ended it
   * @param frozen null unless it is there still
   */
  record Stopped(Ended ended, @Nullable Frozen frozen) {}

  /** A process that is frozen. */
  interface Frozen {

    /** Lets it go on, and waits for its end. */
    Ended thaw();
  }

  @Override
  void close() throws IOException;
}
