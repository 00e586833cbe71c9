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

  /** No broker needs as long for a text, if it takes it. */
  private static final Duration LONGEST_SEND = Duration.ofSeconds(5);

  /** As long as parts that nobody waits for may take to go. */
  private static final Duration CLEARING = Duration.ofSeconds(2);

  /** While nobody can look: something is in the queue, and nobody has it. */
  private static final PartQueue UNSEEN = new PartQueue(1, 1);

  private final Broker broker;
  private final WorkerDatabase database;
  private final HandedOut handedOut;
  private @Nullable BrokerQueue queue;
  private @Nullable PartMessage last;
  private long triedAt;
  private volatile @Nullable Long sendingSince;
  private volatile @Nullable Failure hindrance;
  private volatile boolean givenUp;

  BrokerOutgoing(Broker broker, WorkerDatabase database) {
    this.broker = broker;
    this.database = database;
    this.handedOut = Objects.requireNonNull(database.ledger().handedOut());
  }

  @Override
  public synchronized void send(PartMessage message) {
    sendingSince = System.nanoTime();
    while (true) {
      try {
        BrokerQueue now = opened();
        requireWanted();
        now.send(message.text());
        last = message;
        sendingSince = null;
        hindrance = null;
        return;
      } catch (Failure e) {
        lose(e);
        requireWanted();
        pause();
      } catch (SQLException e) {
        throw new IllegalStateException("the name of the queue is not known", e);
      }
    }
  }

  @Override
  public void giveUp() {
    givenUp = true;
  }

  /** An interrupt alone does not tell: clients forget it when they close a connection. */
  private void requireWanted() {
    if (givenUp) {
      throw new IllegalStateException("nobody waits for these parts any more");
    }
  }

  @Override
  public synchronized PartQueue queue() throws SQLException {
    if (queue == null && System.nanoTime() - triedAt < PAUSE.toNanos()) {
      return UNSEEN;
    }
    try {
      BrokerQueue now = opened();
      PartQueue seen = inDatabase(connection -> BrokerChannel.queue(now, handedOut, connection));
      hindrance = null;
      return seen;
    } catch (Failure e) {
      lose(e);
      return UNSEEN;
    }
  }

  @Override
  public @Nullable Failure hindrance() {
    Failure known = hindrance;
    Long since = sendingSince;
    // A broker that is full lets who sends wait, without a word and without end.
    return known == null && since != null && System.nanoTime() - since > LONGEST_SEND.toNanos()
        ? broker.unreachable("does not take what is sent")
        : known;
  }

  private BrokerQueue opened() throws SQLException {
    BrokerQueue now = queue;
    if (now == null) {
      triedAt = System.nanoTime();
      now = broker.open(inDatabase(connection -> BrokerChannel.queueName(handedOut, connection)));
      queue = now;
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
    try (BrokerQueue texts = queue) {
      long until = System.nanoTime() + CLEARING.toNanos();
      while (System.nanoTime() < until && isOurs(texts.take())) {
        texts.done();
      }
    } catch (Failure e) {
      // Workers who get them find that they are recalled.
      hindrance = e;
    }
    queue = null;
  }

  /** Whether it is one of these parts, or an older one of the run; what else there is, is not. */
  private boolean isOurs(@Nullable String text) {
    PartMessage sent = last;
    if (text == null || sent == null) {
      return false;
    }
    PartMessage message = PartMessage.parse(text);
    return message.run() == sent.run() && message.epoch() <= sent.epoch();
  }
}
