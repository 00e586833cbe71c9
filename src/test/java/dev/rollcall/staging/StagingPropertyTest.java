package dev.rollcall.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.Records.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is staged comes back in order, from every position, or not at all. */
class StagingPropertyTest {

  @TempDir Path folder;

  @Test
  void recordsComeBackInOrderHoweverLittleMemoryThereWas() {
    Seeds.each(
        60,
        random -> {
          List<Staged> added = Records.random(random, random.nextInt(4_000));
          try (StagedRecords staged = stage(added, random)) {
            assertThat(staged.records()).isEqualTo(added.size());
            assertThat(Records.read(staged, 0)).isEqualTo(Records.inOrder(added));
            assertThat(Records.read(staged, 0)).as("once more").isEqualTo(Records.inOrder(added));
          }
          assertThat(names()).as("what is left in the folder").isEmpty();
        });
  }

  /** From all in memory to merges in several passes, and whatever is between. */
  private StagedRecords stage(List<Staged> added, Random random) {
    int memory = StagingWriter.SMALLEST_MEMORY_BYTES << random.nextInt(12);
    long kept = random.nextInt(3) == 0 ? 0 : (long) memory * random.nextInt(6);
    return Records.stage(folder.resolve("staged"), added, memory, kept);
  }

  @Test
  void aCursorGoesOnFromEveryPosition() {
    Seeds.each(
        8,
        random -> {
          List<Staged> added = Records.random(random, 600);
          List<Staged> expected = Records.inOrder(added);
          try (StagedRecords staged = stage(added, random)) {
            int step = 1 + random.nextInt(40);
            for (int position = 0; position <= expected.size(); position += step) {
              assertThat(Records.read(staged, position))
                  .as("from position %d", position)
                  .isEqualTo(expected.subList(position, expected.size()));
            }
            checkPositions(staged, random.nextInt(expected.size()));
          }
        });
  }

  private static void checkPositions(StagedRecords staged, long from) {
    Cursor cursor = staged.from(from);
    assertThat(cursor.position()).isEqualTo(from);
    for (long position = from + 1; cursor.next(); position++) {
      assertThat(cursor.position()).isEqualTo(position);
    }
    assertThat(cursor.position()).isEqualTo(staged.records());
    assertThat(cursor.next()).as("after the end").isFalse();
    assertThat(cursor.position()).isEqualTo(staged.records());
  }

  /** Never another record than was written, wherever a bit turned over. */
  @Test
  void damageOnTheDiskIsNoticedBeforeAWrongRecordShows() {
    Seeds.each(
        40,
        random -> {
          List<Staged> added = Records.random(random, 100 + random.nextInt(600));
          List<Staged> expected = Records.inOrder(added);
          try (StagedRecords staged =
              Records.stage(folder.resolve("staged"), added, 1 << 12, 1 << 13)) {
            for (String name : names()) {
              Path file = folder.resolve(name);
              Files.write(file, damaged(Files.readAllBytes(file), random));
            }
            checkReadRightlyOrNot(staged, random.nextInt(expected.size()), expected);
          }
        });
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
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
      StagedRecords staged, int position, List<Staged> expected) {
    try {
      assertThat(Records.read(staged, position))
          .isEqualTo(expected.subList(position, expected.size()));
    } catch (Failure e) {
      assertThat(e.code()).isEqualTo(ProblemCode.STAGING_DAMAGED);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
