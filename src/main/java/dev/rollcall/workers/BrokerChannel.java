package dev.rollcall.workers;

import dev.rollcall.broker.Broker;
import dev.rollcall.broker.BrokerQueue;
import dev.rollcall.database.HandedOut;
import dev.rollcall.database.PartQueue;
import dev.rollcall.database.WorkerDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A broker, which has a queue for each database. The lease of a part is held in the database all
 * the same: by that the manager sees that somebody works, and whoever gets the run lock next ends
 * the session of one who is frozen.
 */
public record BrokerChannel(Broker broker) implements PartChannel {

  @Override
  public Outgoing outgoing(WorkerDatabase database) {
    return new BrokerOutgoing(broker, database);
  }

  @Override
  public Incoming incoming(WorkerDatabase database, Connection lease) throws SQLException {
    HandedOut handedOut = Objects.requireNonNull(database.ledger().handedOut());
    String name = queueName(handedOut, lease);
    lease.rollback();
    return new Taken(broker.open(name), handedOut, lease);
  }

  /** What the queue is called of the database that a connection leads to. */
  static String queueName(HandedOut handedOut, Connection connection) throws SQLException {
    return "rollcall." + handedOut.place(connection);
  }

  /** What is in a queue: whoever works has a message, also if the broker knows of none. */
  static PartQueue queue(BrokerQueue queue, HandedOut handedOut, Connection connection)
      throws SQLException {
    long messages = queue.size();
    long working = handedOut.working(connection);
    return new PartQueue(Math.max(messages, working), Math.max(0, messages - working));
  }

  private record Taken(BrokerQueue texts, HandedOut handedOut, Connection lease)
      implements Incoming {

    @Override
    public @Nullable PartMessage take() {
      String text = texts.take();
      return text == null ? null : PartMessage.parse(text);
    }

    @Override
    public void done() {
      texts.done();
    }

    @Override
    public void giveBack() {
      texts.giveBack();
    }

    @Override
    public void beat() {
      texts.check();
    }

    @Override
    public PartQueue queue() throws SQLException {
      return BrokerChannel.queue(texts, handedOut, lease);
    }

    @Override
    public void close() {
      texts.close();
    }
  }
}
