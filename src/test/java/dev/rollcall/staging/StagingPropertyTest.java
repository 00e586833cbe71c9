package dev.rollcall.staging;

import static dev.rollcall.staging.Records.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.Records.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is staged comes back in order, from every position, or not at all. */
class StagingPropertyTest {

  /** With this all records are sorted at once; with less they are spilled and merged. */
  private static final int AMPLE_MEMORY = 4 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void recordsComeBackInOrderHoweverLittleMemoryThereWas(Order order) {
    Seeds.each(
        30,
        random -> {
          List<Staged> added = Records.random(random, random.nextInt(4_000));
          Path file = folder.resolve("tight");
          int memory = StagingWriter.SMALLEST_MEMORY_BYTES << random.nextInt(6);
          StagedFile staged = Records.write(file, added, order, memory);
          assertThat(staged.records()).isEqualTo(added.size());
          assertThat(Records.read(staged, 0)).isEqualTo(Records.inOrder(added, order));
          assertThat(names()).as("what is left in the folder").containsExactly("tight");
          Path ample = folder.resolve("ample");
          Records.write(ample, added, order, AMPLE_MEMORY);
          assertThat(file).as("the same bytes in any memory").hasSameBinaryContentAs(ample);
          Files.delete(ample);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCursorGoesOnFromEveryPosition(Order order) {
    Seeds.each(
        8,
        random -> {
          // Large enough for several blocks, so that the index is used.
          List<Staged> added = Records.random(random, 600);
          Path file = folder.resolve("staged");
          StagedFile written = Records.write(file, added, order, 1 << 14);
          StagedFile opened = StagedFile.openIfWhole(file, IDENTITY, order);
          List<Staged> expected = Records.inOrder(added, order);
          for (int position = 0; position <= expected.size(); position += 1 + random.nextInt(3)) {
            StagedFile staged = random.nextBoolean() ? written : opened;
            assertThat(Records.read(staged, position))
                .as("from position %d", position)
                .isEqualTo(expected.subList(position, expected.size()));
          }
          checkPositions(opened, random.nextInt(expected.size()));
        });
  }

  private static void checkPositions(StagedFile staged, long from) {
    try (Cursor cursor = staged.from(from)) {
      assertThat(cursor.position()).isEqualTo(from);
      for (long position = from + 1; cursor.next(); position++) {
        assertThat(cursor.position()).isEqualTo(position);
      }
      assertThat(cursor.position()).isEqualTo(staged.records());
      assertThat(cursor.next()).as("after the end").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatIsCutOffAnywhereIsNoFile(Order order) {
    Seeds.each(
        20,
        random -> {
          Path file = folder.resolve("staged");
          Records.write(file, Records.random(random, random.nextInt(200)), order, 1 << 12);
          byte[] bytes = Files.readAllBytes(file);
          for (int cut = 0; cut < 40; cut++) {
            Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            assertThat(StagedFile.openIfWhole(file, IDENTITY, order)).isNull();
          }
        });
  }

  /** Never another record than was written, wherever a bit turned over. */
  @ParameterizedTest
  @EnumSource
  void damageIsNoticedBeforeAWrongRecordShows(Order order) {
    Seeds.each(
        20,
        random -> {
          List<Staged> added = Records.random(random, 1 + random.nextInt(600));
          Path file = folder.resolve("staged");
          Records.write(file, added, order, AMPLE_MEMORY);
          byte[] bytes = Files.readAllBytes(file);
          List<Staged> expected = Records.inOrder(added, order);
          for (int attempt = 0; attempt < 30; attempt++) {
            Files.write(file, damaged(bytes, random));
            StagedFile opened = StagedFile.openIfWhole(file, IDENTITY, order);
            if (opened != null) {
              int position = random.nextInt(expected.size() + 1);
              checkReadRightlyOrNot(opened, position, expected, file);
            }
          }
        });
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    // The end, where index and footer are, as often as all the rest.
    int from = random.nextBoolean() ? 0 : Math.max(0, bytes.length - 200);
    int at = from + random.nextInt(bytes.length - from);
    if (random.nextBoolean()) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    } else {
      int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
      for (int i = at; i < to; i++) {
        bytes[i] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  private static void checkReadRightlyOrNot(
      StagedFile opened, int position, List<Staged> expected, Path file) {
    try {
      assertThat(Records.read(opened, position))
          .isEqualTo(expected.subList(position, expected.size()));
    } catch (Failure e) {
      assertThat(e.code()).isEqualTo(ProblemCode.STAGING_DAMAGED);
      assertThat(file).as("out of the way of the next attempt").doesNotExist();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
