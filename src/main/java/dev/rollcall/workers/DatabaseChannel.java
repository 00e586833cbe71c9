package dev.rollcall.workers;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.PartQueue;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.problem.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database itself: a message is taken in the transaction of the lease, and ends with it. */
public final class DatabaseChannel implements PartChannel {

  @Override
  public Outgoing outgoing(WorkerDatabase database) {
    return new Sent(database, new StoredMessages(database.dataSource()));
  }

  @Override
  public Incoming incoming(WorkerDatabase database, Connection lease) {
    HandedOut handedOut = Objects.requireNonNull(database.ledger().handedOut());
    StoredMessages messages = new StoredMessages(new SingleConnectionDataSource(lease, true));
    return new Taken(lease, handedOut, messages);
  }

  private record Sent(WorkerDatabase database, StoredMessages messages) implements Outgoing {

    @Override
    public void send(PartMessage message) {
      messages.send(message);
    }

    @Override
    public PartQueue queue() throws SQLException {
      HandedOut handedOut = Objects.requireNonNull(database.ledger().handedOut());
      try (Connection connection = database.leases().getConnection()) {
        connection.setAutoCommit(false);
        // Undone when it is given back.
        return handedOut.queue(connection);
      }
    }

    @Override
    public @Nullable Failure hindrance() {
      return null;
    }

    /** What is left is deleted when the parts are recalled. */
    @Override
    public void close() {}
  }

  private record Taken(Connection lease, HandedOut handedOut, StoredMessages messages)
      implements Incoming {

    @Override
    public @Nullable PartMessage take() {
      return messages.take();
    }

    @Override
    public void done() {}

    @Override
    public void giveBack() {}

    @Override
    public void beat() {}

    @Override
    public PartQueue queue() throws SQLException {
      return handedOut.queue(lease);
    }

    @Override
    public void close() {}
  }
}
