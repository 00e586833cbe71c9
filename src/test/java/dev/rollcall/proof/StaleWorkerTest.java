package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.HandedOut;
import dev.rollcall.database.HandedPart;
import dev.rollcall.database.HandedRun;
import dev.rollcall.database.StagedBlock;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.importing.WorkedPart;
import dev.rollcall.wiring.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that has a part in its hands, with its rows, of a run that was taken away from it
 * meanwhile: its connections are sound, and nobody has moved the part.
 */
class StaleWorkerTest {

  @TempDir static Path folder;

  @Test
  void theEpochThatCameWithThePartKeepsItFromCommittingAnything() throws IOException, SQLException {
    Crewed crewed = new Crewed(StaleWorkerTest.class, folder);
    Workspace workspace = crewed.fresh("stale");
    Database database = workspace.database();
    final List<String> before = database.users();
    try (ChildProgram manager = crewed.manager(workspace)) {
      Waiting.until(
          manager,
          () -> database.glimpse("select count(*) from rollcall_channel_message") == Crewed.PARTS);
      manager.kill();
    }
    try (WorkerDatabase worker = Databases.of(database.address()).work("a worker", null)) {
      HandedRun run;
      HandedPart part;
      List<StagedBlock> rows;
      try (Connection connection = worker.dataSource().getConnection()) {
        HandedOut handedOut = Objects.requireNonNull(worker.ledger().handedOut());
        run = Objects.requireNonNull(handedOut.run(connection, 1));
        int epoch = (int) database.number("select epoch from rollcall_parts where part = 1");
        part = Objects.requireNonNull(handedOut.take(connection, 1, 1, epoch, "somebody"));
        rows = handedOut.staged(connection, 1, 0, 1_000);
      }
      // Whoever gets the run lock takes the part away, and undoes nothing of it: nothing is done.
      Ended other = workspace.run("schema", "migrate");
      assertThat(other.exitCode()).as(other.said()).isZero();
      WorkedPart.End end =
          new WorkedPart(worker, worker.writers(), run, part, thrown -> false)
              .write(
                  place ->
                      rows.stream().filter(block -> block.first() + block.rows() > place).toList(),
                  number -> 0,
                  new StopSignal(),
                  () -> true);
      assertThat(end).isEqualTo(WorkedPart.End.TAKEN_AWAY);
    }
    assertThat(database.users()).isEqualTo(before);
    assertThat(database.number("select count(*) from rollcall_changes")).isZero();
    assertThat(database.number("select sum(position) from rollcall_parts")).isZero();
  }
}
