package dev.rollcall.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.broker.Broker;
import dev.rollcall.broker.BrokerQueue;
import dev.rollcall.database.HandedOut;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.database.Writer;
import dev.rollcall.problem.Failure;
import dev.rollcall.proof.ArtemisBroker;
import dev.rollcall.proof.PostgreSqlServer;
import dev.rollcall.threads.Aside;
import dev.rollcall.wiring.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager's side of a broker's queue. */
@Timeout(60)
class BrokerOutgoingTest {

  private static final PartMessage MESSAGE = new PartMessage(7, 1, 2, 3);

  /** Longer than it takes until what failed is tried again. */
  private static final long SECOND_TRY_NANOS = 1_500_000_000;

  @TempDir Path folder;
  private WorkerDatabase database;

  @BeforeEach
  void open() {
    String address = PostgreSqlServer.get().empty().address();
    database = Databases.of(address).work("a manager", null);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsInTheWayIsUntilSomethingWasSent() {
    try (ArtemisBroker broker =
        new ArtemisBroker(folder, Map.of(ArtemisBroker.STRANGER, "right"))) {
      PartChannel.Outgoing outgoing = new BrokerOutgoing(Broker.at(broker.address()), database);
      Thread sender = Aside.of(() -> outgoing.send(MESSAGE), "sender");
      sender.setUncaughtExceptionHandler((thread, thrown) -> {});
      sender.start();
      while (outgoing.hindrance() == null) {
        Thread.onSpinWait();
      }
      long until = System.nanoTime() + SECOND_TRY_NANOS;
      Failure hindrance = outgoing.hindrance();
      while (hindrance != null && System.nanoTime() < until) {
        hindrance = outgoing.hindrance();
      }
      outgoing.giveUp();
      Aside.end(List.of(sender));
      outgoing.close();
      assertThat(hindrance).isNotNull();
    }
  }

  @Test
  void whatSomebodyElseHasSentSinceIsLeftToHim() throws SQLException {
    try (ArtemisBroker broker = new ArtemisBroker(folder, Map.of())) {
      Broker named = Broker.at(broker.address());
      try (BrokerQueue others = named.open(queueName())) {
        BrokerOutgoing outgoing = new BrokerOutgoing(named, database);
        outgoing.send(MESSAGE);
        outgoing.close();
        assertThat(broker.messages()).isZero();
        outgoing.send(MESSAGE);
        String newer = new PartMessage(7, 1, 3, 4).text();
        others.send(newer);
        outgoing.close();
        String left = null;
        while (left == null) {
          left = others.take();
        }
        assertThat(left).isEqualTo(newer);
      }
    }
  }

  private String queueName() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return BrokerChannel.queueName(handedOut(), connection);
    }
  }

  private HandedOut handedOut() {
    return Objects.requireNonNull(database.ledger().handedOut());
  }

  @Test
  void whoeverIsConnectedHoldsNoPart() throws SQLException {
    try (Writer writer = database.writers().open();
        Connection lease = database.leases().getConnection()) {
      lease.setAutoCommit(false);
      assertThat(handedOut().working(lease)).isZero();
      handedOut().hold(lease);
      assertThat(handedOut().working(lease)).isEqualTo(1);
      lease.rollback();
      assertThat(handedOut().working(lease)).isZero();
      assertThat(writer.ledger()).isNotNull();
    }
  }
}
