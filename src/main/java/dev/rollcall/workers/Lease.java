package dev.rollcall.workers;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedPart;
import dev.rollcall.database.StagedBlock;
import dev.rollcall.database.WorkerDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the message of a part while a worker works on it: in a transaction of a connection that
 * does nothing else but what is short, so that it can say each second that the worker lives. If it
 * is lost, the message is somebody else's. Thread-safe.
 */
final class Lease implements AutoCloseable {

  /** Blocks that are fetched at once. */
  private static final int BLOCKS = 20;

  private final Connection connection;
  private final HandedOut handedOut;
  private final PartChannel.Incoming incoming;

  Lease(WorkerDatabase database, PartChannel channel) throws SQLException {
    handedOut = Objects.requireNonNull(database.ledger().handedOut());
    connection = database.leases().getConnection();
    connection.setAutoCommit(false);
    incoming = channel.incoming(database, connection);
  }

  /** Takes the next part, for as long as {@link #done} or {@link #giveBack} is not called. */
  synchronized @Nullable PartMessage take() throws SQLException {
    PartMessage message = incoming.take();
    if (message == null) {
      connection.rollback();
    } else {
      handedOut.hold(connection);
    }
    return message;
  }

  /** Whether anything is in the queue, also if somebody has it; only between parts. */
  synchronized boolean isAnythingLeft() throws SQLException {
    try {
      return incoming.queue().messages() > 0;
    } finally {
      connection.rollback();
    }
  }

  /**
   * Says that the worker lives.
   *
   * @throws SQLException also {@link RuntimeException}: the part may be somebody else's
   */
  synchronized void beat() throws SQLException {
    handedOut.beat(connection);
    incoming.beat();
  }

  /** Fetches staged rows. */
  synchronized List<StagedBlock> blocks(long runId, long place) throws SQLException {
    return handedOut.staged(connection, runId, place, BLOCKS);
  }

  /** See {@link HandedOut#rejectedElsewhere}. */
  synchronized long rejectedElsewhere(long runId, int part) throws SQLException {
    return handedOut.rejectedElsewhere(connection, runId, part);
  }

  /** The part is not to be done any more. */
  synchronized void done() throws SQLException {
    connection.commit();
    incoming.done();
  }

  /** The same, as the worker could not do it. */
  synchronized void failed(PartMessage message, HandedPart part, String words) throws SQLException {
    handedOut.fail(connection, message.run(), part.part().number(), part.part().epoch(), words);
    connection.commit();
    incoming.done();
  }

  /** Somebody else is to do the part, or what is left of it. */
  synchronized void giveBack() throws SQLException {
    connection.rollback();
    incoming.giveBack();
  }

  @Override
  public synchronized void close() throws SQLException {
    try (incoming) {
      connection.close();
    }
  }
}
