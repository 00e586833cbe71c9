package dev.rollcall.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.Records.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What does not fit the memory lies on the disk for as long as it is needed, and is nobody else's.
 */
class StagingWriterTest {

  private static final byte[] NONE = {};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("users.db.run-1.staged");
  }

  @Test
  void thereMayBeNoRecords() {
    StagedRecords staged = Records.stage(file, List.of(), 1 << 12, 0);
    assertThat(staged.records()).isZero();
    assertThat(Records.read(staged, 0)).isEmpty();
    assertThatThrownBy(() -> staged.from(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> staged.from(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLargestRecordIsStagedAndALargerOneRefused() {
    byte[] payload = new byte[StagingWriter.LARGEST_RECORD_BYTES + 1];
    new Random(3).nextBytes(payload);
    for (long kept : List.of(0L, 1L << 20)) {
      try (StagingWriter writer = new StagingWriter(file, 1 << 12, kept)) {
        writer.add(new byte[] {'b'}, 1, 1, payload, payload.length - 2);
        assertThatThrownBy(() -> writer.add(NONE, 0, 2, payload, payload.length))
            .isInstanceOf(IllegalArgumentException.class);
        writer.add(new byte[] {'a'}, 1, 3, NONE, 0);
        try (StagedRecords staged = writer.finish()) {
          assertThat(Records.read(staged, 0)).extracting(Staged::line).containsExactly(3L, 1L);
          assertThat(Records.read(staged, 1).get(0).payloadBytes())
              .startsWith(payload[0], payload[1])
              .hasSize(payload.length - 2);
        }
      }
    }
  }

  @Test
  void nothingGoesToTheDiskThatFitsTheMemory() throws IOException {
    try (StagedRecords staged = Records.stage(file, some(5_000), 1 << 16, 1 << 24)) {
      assertThat(names()).isEmpty();
      assertThat(staged.records()).isEqualTo(5_000);
    }
  }

  @Test
  void whatADeadWriterLeftIsDiscardedAndNothingElse() throws IOException {
    List<String> leftovers = List.of("-a", "-b");
    Path other = Files.writeString(folder.resolve("users.db.run-11.staged-a"), "of run 11");
    Path database = Files.writeString(folder.resolve("users.db"), "users");
    for (String leftover : leftovers) {
      Files.writeString(Path.of(file + leftover), "half of something");
    }
    StagingWriter.discardLeftovers(file);
    assertThat(names()).containsExactlyInAnyOrder(name(other), name(database));
    for (String leftover : leftovers) {
      Files.writeString(Path.of(file + leftover), "half of something");
    }
    try (StagedRecords staged = Records.stage(file, some(500), 1 << 10, 0)) {
      assertThat(Records.read(staged, 0)).hasSize(500);
    }
    assertThat(names()).containsExactlyInAnyOrder(name(other), name(database));
  }

  @Test
  void closedUnfinishedItLeavesNothing() throws IOException {
    try (StagingWriter writer = new StagingWriter(file, 1 << 10, 0)) {
      Records.add(writer, some(500));
      assertThat(names()).as("spilled").isNotEmpty();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void onlyTheOwnerMayReadWhatLiesOnTheDisk() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system has no POSIX permissions");
    try (StagedRecords staged = Records.stage(file, some(500), 1 << 10, 0)) {
      assertThat(staged.records()).isEqualTo(500);
      assertThat(names()).isNotEmpty();
      for (String name : names()) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaidToBeMissing() {
    Path nowhere = folder.resolve("none/users.staged");
    Failure failure =
        catchThrowableOfType(Failure.class, () -> Records.stage(nowhere, some(500), 1 << 10, 0));
    assertThat(failure.code()).isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
    assertThat(failure).hasMessageContaining("there is no such folder");
  }

  @Test
  void misuseIsRefusedInsteadOfStagingSomethingElse() {
    assertThatThrownBy(() -> new StagingWriter(file, 1023, 0))
        .isInstanceOf(IllegalArgumentException.class);
    StagingWriter writer = new StagingWriter(file, 1 << 12, 0);
    assertThatThrownBy(() -> writer.add(NONE, 0, -1, NONE, 0))
        .isInstanceOf(IllegalArgumentException.class);
    writer.add(NONE, 0, 5, NONE, 0);
    StagedRecords staged = writer.finish();
    assertThat(staged.records()).isEqualTo(1);
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.add(NONE, 0, 6, NONE, 0))
        .isInstanceOf(IllegalStateException.class);
    writer.close();
    assertThat(Records.read(staged, 0)).as("closed after it was finished").hasSize(1);
    staged.close();
    staged.close();
  }

  private static List<Staged> some(int count) {
    return Records.random(new Random(count), count);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(StagingWriterTest::name).sorted().toList();
    }
  }
}
