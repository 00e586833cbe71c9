package dev.rollcall.importing;

import dev.rollcall.runs.Part;
import dev.rollcall.staging.StagedRecords;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a run one after the other, a chunk a call, on the connection of the entities.
 */
final class PartsInTurn implements AutoCloseable {

  private final PartDatabase database;
  private final RunWork work;
  private final RunParts parts;
  private final StagedRecords staged;
  private int next;
  private @Nullable PartWriter writer;

  PartsInTurn(PartDatabase database, RunWork work, RunParts parts, StagedRecords staged) {
    this.database = database;
    this.work = work;
    this.parts = parts;
    this.staged = staged;
  }

  /** See {@link PartWriter#prepareFirst}. */
  void prepareFirst(Connection connection) throws SQLException {
    writer().prepareFirst(connection);
  }

  /** See {@link PartWriter#writeChunk}; 0 at the end of the last part. */
  int writeChunk(Connection connection) throws SQLException {
    int rows;
    while ((rows = writer().writeChunk(connection)) == 0 && next < parts.parts().size()) {
      close();
    }
    return rows;
  }

  private PartWriter writer() {
    if (writer == null) {
      long firstChange = parts.firstChanges().get(next);
      Part part = parts.parts().get(next++);
      StagedChunks source = StagedChunks.of(part, staged, database.users().columns());
      writer = new PartWriter(database, work, part, source, firstChange, NewUsers.never());
    }
    return writer;
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
    writer = null;
  }
}
