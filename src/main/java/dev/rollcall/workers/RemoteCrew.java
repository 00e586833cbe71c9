package dev.rollcall.workers;

import dev.rollcall.database.PartQueue;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.importing.Crew;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Part;
import dev.rollcall.threads.Aside;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Workers on other machines, as a manager reaches them. */
public final class RemoteCrew implements Crew {

  /** As long as Spring Batch may take to see that all parts are done. */
  private static final long PATIENCE_MILLIS = 1_500;

  private final Supplier<WorkerDatabase> databases;
  private final JobRecords records;
  private final PartChannel channel;

  /**
   * @param databases opens the database once more
   */
  public RemoteCrew(Supplier<WorkerDatabase> databases, JobRecords records, PartChannel channel) {
    this.databases = databases;
    this.records = records;
    this.channel = channel;
  }

  @Override
  public Errand handOut(long runId, List<Part> parts) {
    List<PartMessage> messages =
        parts.stream().map(part -> new PartMessage(runId, part.number(), part.epoch(), 0)).toList();
    WorkerDatabase database = databases.get();
    try {
      PartSteps steps = new PartSteps(records, database.dataSource());
      return new Sending(database, channel.outgoing(database), steps, messages);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Sends parts on a thread and a connection of its own. */
  private static final class Sending implements Errand {

    /** Something is to do, and nobody does it. */
    private static final PartQueue UNSENT = new PartQueue(1, 1);

    private final WorkerDatabase database;
    private final PartChannel.Outgoing outgoing;
    private final PartHandler handler;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Sending(
        WorkerDatabase database,
        PartChannel.Outgoing outgoing,
        PartSteps steps,
        List<PartMessage> messages) {
      this.database = database;
      this.outgoing = outgoing;
      this.handler = steps.handler(outgoing);
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
      return handler.isSent() ? outgoing.queue() : UNSENT;
    }

    @Override
    public @Nullable Failure hindrance() {
      return outgoing.hindrance();
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
      outgoing.giveUp();
      Aside.end(List.of(thread));
      try (database) {
        outgoing.close();
      }
    }
  }
}
