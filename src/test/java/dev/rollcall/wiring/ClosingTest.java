package dev.rollcall.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.Progress;
import dev.rollcall.sqlite.RunLock;
import dev.rollcall.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose closing fails in one of its steps gives back all the rest. */
class ClosingTest {

  @TempDir Path folder;

  @Test
  void theLockIsGivenUpEvenIfTheLogCanNotBeSynced() throws IOException {
    SqliteFile file = SqliteFile.of(folder.resolve("users.db").toString());
    ImportSession.Options options =
        new ImportSession.Options("a test", Duration.ZERO, null, new StopSignal(), Progress.NONE);
    ImportSession session = ImportSession.open(file, options);
    // A folder in its place can't be opened as a file, also by root.
    Path log = folder.resolve("users.db-wal");
    Files.move(log, folder.resolve("moved"));
    Files.createDirectory(log);
    assertThatThrownBy(session::close).isInstanceOf(Failure.class).hasMessageContaining("synced");
    RunLock.take(file, Duration.ZERO, "the next").close();
    Files.delete(log);
    assertThat(Files.exists(folder.resolve("users.db"))).isTrue();
  }
}
