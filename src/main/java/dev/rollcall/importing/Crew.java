package dev.rollcall.importing;

import dev.rollcall.database.PartQueue;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Part;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers on other machines, as whoever hands a run out sees them. */
public interface Crew {

  /** Parts that were handed out, and that nobody need have taken. */
  interface Errand extends AutoCloseable {

    /**
     * Whether all of them were sent.
     *
     * @throws RuntimeException why they can't be
     */
    boolean isSent();

    /** What is in the queue; only once all were sent. */
    PartQueue queue() throws SQLException;

    /** Why workers can't be reached at the moment; null if that is not so. */
    @Nullable Failure hindrance();

    /** Waits a moment until all the bookkeeping of parts that are done is done, too. */
    void settle();

    /** Sends nothing any more, and waits for nothing that was sent. */
    @Override
    void close();
  }

  /** Begins to hand out these parts of a run, and returns at once. */
  Errand handOut(long runId, List<Part> parts);
}
