package dev.rollcall.workers;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.PartQueue;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.importing.Crew;
import dev.rollcall.runs.Part;
import dev.rollcall.threads.Aside;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Workers that are reached by way of the database. */
public final class RemoteCrew implements Crew {

  /** As long as Spring Batch may take to see that all parts are done. */
  private static final long PATIENCE_MILLIS = 1_500;

  private final Supplier<WorkerDatabase> databases;
  private final JobRecords records;

  /**
   * @param databases opens the database once more
   */
  public RemoteCrew(Supplier<WorkerDatabase> databases, JobRecords records) {
    this.databases = databases;
    this.records = records;
  }

  @Override
  public Errand handOut(long runId, List<Part> parts) {
    List<PartMessage> messages =
        parts.stream().map(part -> new PartMessage(runId, part.number(), part.epoch(), 0)).toList();
    WorkerDatabase database = databases.get();
    try {
      return new Sending(database, new PartSteps(records, database.dataSource()), messages);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Sends parts on a thread and a connection of its own. */
  private static final class Sending implements Errand {

    private final WorkerDatabase database;
    private final HandedOut handedOut;
    private final PartHandler handler;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Sending(WorkerDatabase database, PartSteps steps, List<PartMessage> messages) {
      this.database = database;
      this.handedOut = Objects.requireNonNull(database.ledger().handedOut());
      this.handler = steps.handler(new StoredMessages(database.dataSource()));
      this.thread = Aside.of(() -> send(steps, messages), "parts-handed-out");
      thread.start();
    }

    private void send(PartSteps steps, List<PartMessage> messages) {
      try {
        steps.send(handler, messages);
      } catch (Exception | Error e) {
        failure = e;
      }
    }

    @Override
    public boolean isSent() {
      if (handler.isSent()) {
        return true;
      }
      if (!thread.isAlive() && !handler.isSent()) {
        throw new IllegalStateException("the parts could not be handed out", failure);
      }
      return false;
    }

    @Override
    public PartQueue queue() throws SQLException {
      try (Connection connection = database.leases().getConnection()) {
        connection.setAutoCommit(false);
        // Undone when it is given back.
        return handedOut.queue(connection);
      }
    }

    @Override
    public void settle() {
      try {
        thread.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      Aside.end(List.of(thread));
      database.close();
    }
  }
}
