package dev.rollcall.importing;

import dev.rollcall.database.Writer;
import dev.rollcall.database.Writers;
import dev.rollcall.runs.Part;
import dev.rollcall.user.UserColumns;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Writes parts to their ends, each on a connection of its own and in transactions of its own. Any
 * number of threads may write one each.
 *
 * @param disturbed whether what went wrong is only that another program has written: the chunk is
 *     done once more then, from the look-up, as if a connection is lost while the part is still
 *     ours
 * @param going whether to go on after the chunk under way
 */
record PartLoop(
    Writers writers, Predicate<Throwable> disturbed, RunWork work, BooleanSupplier going) {

  /** How often a part is disturbed at one place before it gives up. */
  private static final int MOST_DISTURBED = 10;

  /** Where the rows of a part come from. */
  interface Rows {

    /**
     * The rows.
     *
     * @param part from whose position on
     * @param users the columns that users have
     */
    StagedChunks of(Part part, UserColumns users);
  }

  /**
   * Writes a part.
   *
   * @param nobody whether there were no users when the run began to write
   * @return whether it was written to its end
   * @throws SQLException also {@link RuntimeException}: what went wrong
   */
  boolean write(Part part, long firstChange, boolean nobody, Rows rows) throws SQLException {
    Part now = part;
    NewUsers newUsers = NewUsers.expected(nobody);
    int times = 0;
    while (going.getAsBoolean()) {
      try (Writer writer = writers.open()) {
        if (times > 0) {
          Part found = found(writer, now);
          times = found.position() > now.position() ? 1 : times;
          now = found;
        }
        return write(writer, now, firstChange, newUsers, rows);
      } catch (SQLException | RuntimeException e) {
        if (!disturbed.test(e) && !writers.isLost(e) || times == MOST_DISTURBED) {
          throw e;
        }
        newUsers = NewUsers.never();
        times++;
      }
    }
    return false;
  }

  private boolean write(Writer writer, Part part, long firstChange, NewUsers newUsers, Rows rows)
      throws SQLException {
    StagedChunks source = rows.of(part, writer.users().columns());
    try (PartWriter chunks =
        new PartWriter(PartDatabase.of(writer), work, part, source, firstChange, newUsers)) {
      while (going.getAsBoolean()) {
        if (writer.inTransaction(chunks::writeChunk) == 0) {
          return true;
        }
        chunks.committed();
      }
    }
    return false;
  }

  /** The part as the ledger has it, if it is still that of this process. */
  private Part found(Writer writer, Part part) throws SQLException {
    return writer
        .inTransaction(connection -> writer.ledger().parts().of(connection, work.runId()))
        .stream()
        .filter(each -> each.number() == part.number() && each.epoch() == part.epoch())
        .findFirst()
        .orElseThrow(() -> RunProgress.takenOver(work.runId()));
  }
}
