package dev.rollcall.staging;

import static dev.rollcall.staging.Records.IDENTITY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.Records.Staged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A staged file is there whole or not at all, and is its own input's only. */
class StagingWriterTest {

  private static final byte[] NONE = {};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("users.db.run-1.staged");
  }

  @Test
  void aFileOfAnotherInputOrOrderIsNotTakenForThisOne() {
    Records.write(file, some(10), Order.KEY, 1 << 12);
    assertThat(StagedFile.openIfWhole(file, IDENTITY, Order.KEY)).isNotNull();
    assertThat(StagedFile.openIfWhole(file, IDENTITY, Order.LINE)).isNull();
    assertThat(StagedFile.openIfWhole(file, "of that input".getBytes(UTF_8), Order.KEY)).isNull();
    assertThat(StagedFile.openIfWhole(file, NONE, Order.KEY)).isNull();
    assertThat(StagedFile.openIfWhole(folder.resolve("none"), IDENTITY, Order.KEY)).isNull();
    assertThat(StagedFile.openIfWhole(folder, IDENTITY, Order.KEY)).isNull();
  }

  @Test
  void aFileMayHaveNoRecords() {
    StagedFile staged = Records.write(file, List.of(), Order.KEY, 1 << 12);
    assertThat(staged.records()).isZero();
    assertThat(Records.read(staged, 0)).isEmpty();
    assertThatThrownBy(() -> staged.from(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> staged.from(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLargestRecordIsStagedAndALargerOneRefused() {
    byte[] payload = new byte[StagingWriter.LARGEST_RECORD_BYTES + 1];
    new Random(3).nextBytes(payload);
    try (StagingWriter writer = new StagingWriter(file, IDENTITY, Order.KEY, 1 << 12)) {
      writer.add(new byte[] {'b'}, 1, 1, payload, payload.length - 2);
      assertThatThrownBy(() -> writer.add(NONE, 0, 2, payload, payload.length))
          .isInstanceOf(IllegalArgumentException.class);
      writer.add(new byte[] {'a'}, 1, 3, NONE, 0);
      StagedFile staged = writer.finish();
      assertThat(Records.read(staged, 0)).extracting(Staged::line).containsExactly(3L, 1L);
      assertThat(Records.read(staged, 1).get(0).payloadBytes())
          .startsWith(payload[0], payload[1])
          .hasSize(payload.length - 2);
    }
  }

  @Test
  void whatADeadWriterLeftIsDiscardedAndNothingElse() throws IOException {
    List<String> leftovers = List.of(".part.tmp", ".runs-a.tmp", ".runs-b.tmp");
    Path other = Files.writeString(folder.resolve("users.db.run-11.staged.part.tmp"), "of run 11");
    Path database = Files.writeString(folder.resolve("users.db"), "users");
    for (String leftover : leftovers) {
      Files.writeString(Path.of(file + leftover), "half of something");
    }
    StagingWriter.discardLeftovers(file);
    assertThat(names()).containsExactlyInAnyOrder(name(other), name(database));
    for (String leftover : leftovers) {
      Files.writeString(Path.of(file + leftover), "half of something");
    }
    StagedFile staged = Records.write(file, some(500), Order.KEY, 1 << 10);
    assertThat(staged.records()).isEqualTo(500);
    assertThat(names()).containsExactlyInAnyOrder(name(other), name(database), name(file));
  }

  @Test
  void closedUnfinishedItLeavesOnlyAnEarlierFile() throws IOException {
    Records.write(file, some(3), Order.KEY, 1 << 12);
    try (StagingWriter writer = new StagingWriter(file, IDENTITY, Order.KEY, 1 << 10)) {
      Records.add(writer, some(500));
      assertThat(names()).as("spilled").hasSizeGreaterThan(2);
    }
    assertThat(names()).containsExactly(name(file));
    StagedFile earlier = StagedFile.openIfWhole(file, IDENTITY, Order.KEY);
    assertThat(earlier.records()).isEqualTo(3);
    earlier.delete();
    earlier.delete();
    assertThat(names()).isEmpty();
  }

  /** The index has no checksum of its own: every block says which records it holds. */
  @Test
  void anIndexThatLeadsToAnotherBlockIsNoticed() throws IOException {
    byte[] fillsABlock = new byte[70_000];
    try (StagingWriter writer = new StagingWriter(file, IDENTITY, Order.LINE, 1 << 12)) {
      for (int line = 0; line < 10; line++) {
        writer.add(NONE, 0, line, fillsABlock, fillsABlock.length);
      }
      writer.finish();
    }
    swapLastTwoOffsets();
    StagedFile staged = StagedFile.openIfWhole(file, IDENTITY, Order.LINE);
    Failure failure = catchThrowableOfType(Failure.class, () -> Records.read(staged, 9));
    assertThat(failure.code()).isEqualTo(ProblemCode.STAGING_DAMAGED);
    assertThat(file).doesNotExist();
  }

  private void swapLastTwoOffsets() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int footer = bytes.capacity() - 4 * Long.BYTES - 2 * Integer.BYTES;
    long last = bytes.getLong(footer - Long.BYTES);
    bytes.putLong(footer - Long.BYTES, bytes.getLong(footer - 3 * Long.BYTES));
    bytes.putLong(footer - 3 * Long.BYTES, last);
    Files.write(file, bytes.array());
  }

  /** Rows hold people's data, and lie there for as long as a dead run is not taken up. */
  @Test
  void onlyTheOwnerMayReadWhatIsStaged() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this system has no POSIX permissions");
    try (StagingWriter writer = new StagingWriter(file, IDENTITY, Order.KEY, 1 << 10)) {
      Records.add(writer, some(500));
      checkOwnerOnly();
      writer.finish();
      checkOwnerOnly();
    }
  }

  private void checkOwnerOnly() throws IOException {
    for (String name : names()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  /** In a folder for all, anybody could put rows of his own there. */
  @Test
  void aFileOfAnotherUserIsNotTaken() throws IOException {
    Records.write(file, some(5), Order.KEY, 1 << 12);
    Path real = folder.resolve("elsewhere");
    Files.move(file, real);
    Files.createSymbolicLink(file, real);
    assertThat(StagedFile.openIfWhole(file, IDENTITY, Order.KEY)).as("a link").isNull();
    Files.delete(file);
    Files.move(real, file);
    try {
      Files.setOwner(
          file,
          file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    } catch (IOException e) {
      assumeTrue(false, "skipped: only root can give files away");
    }
    assertThat(StagedFile.openIfWhole(file, IDENTITY, Order.KEY)).as("of nobody").isNull();
  }

  @Test
  void aFolderThatIsNotThereIsSaidToBeMissing() {
    Path nowhere = folder.resolve("none/users.staged");
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> new StagingWriter(nowhere, IDENTITY, Order.KEY, 1 << 12));
    assertThat(failure.code()).isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
    assertThat(failure).hasMessageContaining("there is no such folder");
  }

  /** Rows come in the order of their lines; if they don't, their order within a user is lost. */
  @Test
  void misuseIsRefusedInsteadOfStagingSomethingElse() {
    assertThatThrownBy(() -> new StagingWriter(file, new byte[1025], Order.KEY, 1 << 12))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StagingWriter(file, IDENTITY, Order.KEY, 1023))
        .isInstanceOf(IllegalArgumentException.class);
    StagingWriter writer = new StagingWriter(file, IDENTITY, Order.LINE, 1 << 12);
    writer.add(NONE, 0, 5, NONE, 0);
    assertThatThrownBy(() -> writer.add(NONE, 0, 4, NONE, 0))
        .isInstanceOf(IllegalArgumentException.class);
    writer.add(NONE, 0, 5, NONE, 0);
    assertThat(writer.finish().records()).isEqualTo(2);
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.add(NONE, 0, 6, NONE, 0))
        .isInstanceOf(IllegalStateException.class);
    writer.close();
    assertThat(file).exists();
  }

  /** Another process has made it anew meanwhile: what is read is one or the other, never a mix. */
  @Test
  void aCursorStaysOnTheFileItWasOpenedOn() {
    List<Staged> records = some(20_000);
    StagedFile staged = Records.write(file, records, Order.LINE, 1 << 12);
    try (Cursor cursor = staged.from(0)) {
      cursor.next();
      Records.write(file, some(5), Order.LINE, 1 << 12);
      long read = 1;
      while (cursor.next()) {
        read++;
      }
      assertThat(read).isEqualTo(20_000);
    }
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
