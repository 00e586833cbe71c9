package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RowCodec;
import dev.rollcall.meaning.RowParser;
import dev.rollcall.reject.Cells;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Part;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.staging.StagingWriter;
import dev.rollcall.user.UserColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row is in one part, and all rows of a user are in the same one. */
class PartCutTest {

  private static final Part WHOLE = new Part(1, 0, Part.ALL, 0, 0, 3, Counts.NONE);

  @TempDir Path folder;

  @Test
  void noRowIsLostNorIsAnyUserCutApart() {
    Seeds.each(
        100,
        random -> {
          try (StagedRecords staged = staged(random)) {
            int most = 1 + random.nextInt(5);
            int chunk = 1 + random.nextInt(30);
            boolean quicker = random.nextBoolean();
            List<Part> parts = PartCut.of(staged, UserColumns.OWN, WHOLE, most, chunk, quicker);
            assertThat(parts).hasSizeBetween(1, most);
            if (parts.size() == 1) {
              assertThat(parts).containsExactly(WHOLE);
              return;
            }
            long first = 0;
            Set<String> before = new HashSet<>();
            for (Part part : parts) {
              assertThat(part.first()).isEqualTo(first);
              assertThat(part.epoch()).isEqualTo(WHOLE.epoch());
              List<ParsedRow> rows = new ArrayList<>();
              StagedChunks.of(part, staged, UserColumns.OWN)
                  .next(Integer.MAX_VALUE)
                  .forEach(rows::add);
              assertThat(rows).hasSize((int) part.rows()).isNotEmpty();
              first += part.rows();
              Set<String> users = users(rows);
              assertThat(users).as("users of two parts").noneMatch(before::contains);
              before.addAll(users);
            }
            assertThat(first).isEqualTo(staged.records());
          }
        });
  }

  @Test
  void whatWasBegunOrCutBeforeIsNotCut() {
    try (StagedRecords staged = staged(new Random(7))) {
      Part begun = WHOLE.after(1, 1, Counts.ofCreated(1));
      Part part = WHOLE.of(1, 0, 5);
      assertThat(PartCut.of(staged, UserColumns.OWN, begun, 2, 1, false)).containsExactly(begun);
      assertThat(PartCut.of(staged, UserColumns.OWN, part, 2, 1, true)).containsExactly(part);
    }
  }

  @Test
  void theLastHasMoreOfUsersWhoComeBehindAllOthers() {
    try (StagedRecords staged = staged(1_700, row -> "user" + row, row -> "3")) {
      List<Part> alike = PartCut.of(staged, UserColumns.OWN, WHOLE, 2, 1, false);
      List<Part> parts = PartCut.of(staged, UserColumns.OWN, WHOLE, 2, 1, true);
      assertThat(alike).extracting(Part::rows).containsExactly(851L, 849L);
      assertThat(parts).extracting(Part::rows).containsExactly(801L, 899L);
    }
  }

  private static Set<String> users(List<ParsedRow> rows) {
    Set<String> users = new HashSet<>();
    for (ParsedRow row : rows) {
      if (row instanceof UserRow userRow) {
        users.add(userRow.username());
      }
    }
    return users;
  }

  private StagedRecords staged(Random random) {
    return staged(
        random.nextInt(200),
        row -> "user" + random.nextInt(1 + random.nextInt(60)),
        row -> random.nextInt(10) == 0 ? "many" : "3");
  }

  private StagedRecords staged(int rows, IntFunction<String> names, IntFunction<String> levels) {
    RowCodec codec = new RowCodec();
    try (StagingWriter writer = new StagingWriter(folder.resolve("staged"), 1 << 16, 1 << 20)) {
      for (int row = 1; row <= rows; row++) {
        Cells cells = new Cells(names.apply(row), null, levels.apply(row), null, null);
        codec.encode(RowParser.parse(row, cells));
        byte[] key = codec.key();
        writer.add(key, key.length, row, codec.payload(), codec.payloadLength());
      }
      return writer.finish();
    }
  }
}
