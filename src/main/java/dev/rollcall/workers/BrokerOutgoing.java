package dev.rollcall.workers;

import dev.rollcall.broker.Broker;
import dev.rollcall.broker.BrokerQueue;
import dev.rollcall.database.HandedOut;
import dev.rollcall.database.PartQueue;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A manager's side of a broker's queue, which is opened anew when it is lost. What is wrong with
 * the broker is wrong with nothing else: the parts are in the ledger.
 */
final class BrokerOutgoing implements PartChannel.Outgoing {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** As long as parts that nobody waits for may take to go. */
  private static final Duration CLEARING = Duration.ofSeconds(2);

  /** While nobody can look: something is in the queue, and nobody has it. */
  private static final PartQueue UNSEEN = new PartQueue(1, 1);

  private final Broker broker;
  private final WorkerDatabase database;
  private final HandedOut handedOut;
  private @Nullable BrokerQueue queue;
  private long triedAt;
  private volatile @Nullable Failure hindrance;

  BrokerOutgoing(Broker broker, WorkerDatabase database) {
    this.broker = broker;
    this.database = database;
    this.handedOut = Objects.requireNonNull(database.ledger().handedOut());
  }

  @Override
  public synchronized void send(PartMessage message) {
    while (true) {
      try {
        opened().send(message.text());
        return;
      } catch (Failure e) {
        lose(e);
        pause();
      } catch (SQLException e) {
        throw new IllegalStateException("the name of the queue is not known", e);
      }
    }
  }

  @Override
  public synchronized PartQueue queue() throws SQLException {
    if (queue == null && System.nanoTime() - triedAt < PAUSE.toNanos()) {
      return UNSEEN;
    }
    try {
      BrokerQueue now = opened();
      return inDatabase(connection -> BrokerChannel.queue(now, handedOut, connection));
    } catch (Failure e) {
      lose(e);
      return UNSEEN;
    }
  }

  @Override
  public @Nullable Failure hindrance() {
    return hindrance;
  }

  private BrokerQueue opened() throws SQLException {
    BrokerQueue now = queue;
    if (now == null) {
      triedAt = System.nanoTime();
      now = broker.open(inDatabase(connection -> BrokerChannel.queueName(handedOut, connection)));
      queue = now;
      hindrance = null;
    }
    return now;
  }

  private interface Question<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T inDatabase(Question<T> question) throws SQLException {
    try (Connection connection = database.leases().getConnection()) {
      connection.setAutoCommit(false);
      return question.on(connection);
    }
  }

  private void lose(Failure why) {
    hindrance = why;
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public synchronized void close() {
    if (queue == null) {
      return;
    }
    try (BrokerQueue last = queue) {
      long until = System.nanoTime() + CLEARING.toNanos();
      while (System.nanoTime() < until && last.take() != null) {
        last.done();
      }
    } catch (Failure e) {
      // Workers who get them find that they are recalled.
      hindrance = e;
    }
    queue = null;
  }
}
