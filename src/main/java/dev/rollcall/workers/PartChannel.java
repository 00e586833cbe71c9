package dev.rollcall.workers;

import dev.rollcall.database.PartQueue;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * On which parts travel to workers. What has become of them the ledger says: a message that gets
 * lost, or comes twice, costs time, and nothing else.
 */
public interface PartChannel {

  /** Where a manager sends parts. */
  interface Outgoing extends AutoCloseable {

    /** Sends one; tries for as long as it takes, or until the thread is interrupted. */
    void send(PartMessage message);

    /** Nothing more is to be sent: for any thread, before it interrupts the one that sends. */
    default void giveUp() {}

    /** What is in the queue, once all are sent. */
    PartQueue queue() throws SQLException;

    /** Why nothing can be sent or seen at the moment; null if that is not so. */
    @Nullable Failure hindrance();

    /** Nobody waits for these parts any more. */
    @Override
    void close();
  }

  /**
   * Where a worker takes parts, one at a time. A message that was taken is there again for others
   * when it is given back, or its worker is gone.
   */
  interface Incoming extends AutoCloseable {

    /**
     * The next one; null if there is none that nobody has.
     *
     * @throws Failure also the following methods: the channel is lost, and what was taken with it
     */
    @Nullable PartMessage take();

    /** What was taken is not needed any more. */
    void done();

    /** What was taken is there again for others. */
    void giveBack();

    /** Throws if what was taken may be somebody else's. */
    void beat();

    /** What is in the queue. */
    PartQueue queue() throws SQLException;

    @Override
    void close();
  }

  /** For a manager; on connections of this database, which are its own. */
  Outgoing outgoing(WorkerDatabase database);

  /**
   * For a worker.
   *
   * @param lease the connection whose transaction lasts as long as a part is worked on
   */
  Incoming incoming(WorkerDatabase database, Connection lease) throws SQLException;
}
