package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.importing.SortedBlocks.Block;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RowParser;
import dev.rollcall.reject.Cells;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.sqlite.SqliteLedger;
import dev.rollcall.sqlite.SqliteUserTable;
import dev.rollcall.user.LevelRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row is in one block, in its order, and all rows of a user are in the same one. */
class SortedBlocksTest {

  private final ChunkWriter<UserRow> writer =
      new ChunkWriter<>(
          new SqliteUserTable(),
          new SqliteLedger(),
          1,
          new RowDecider(Mode.UPSERT, LevelRules.DEFAULT),
          false,
          RowOrder.USER);

  @Test
  void noRowIsLostNorIsAnyUserCutApart() {
    Seeds.each(
        100,
        random -> {
          List<ParsedRow> rows = rows(random);
          SortedBlocks blocks = new SortedBlocks(writer, rows);
          int most = 1 + random.nextInt(12);
          if (random.nextBoolean()) {
            blocks.seek(most, null);
            blocks.restart();
            assertThat(blocks.take()).as("what was sought before").isNull();
          }
          List<Long> asked = new ArrayList<>();
          while (blocks.seek(
              most,
              sought -> {
                asked.add((long) sought.size());
                return new CompletableFuture<>();
              })) {
            assertThat(blocks.sought()).isEqualTo(asked.size());
          }
          List<Long> lines = new ArrayList<>();
          Set<String> before = new HashSet<>();
          List<Long> sizes = new ArrayList<>();
          Block block;
          while ((block = blocks.take()) != null) {
            sizes.add((long) block.rows().size());
            block.rejects().forEach(reject -> lines.add(reject.line()));
            block.rows().forEach(row -> lines.add(row.line()));
            List<String> users = block.rows().stream().map(UserRow::username).toList();
            assertThat(Collections.disjoint(before, users)).as("a user in two blocks").isTrue();
            before.addAll(users);
          }
          assertThat(lines).isEqualTo(rows.stream().map(SortedBlocksTest::line).toList());
          assertThat(asked).as("names asked for").isEqualTo(sizes);
        });
  }

  private static long line(ParsedRow row) {
    return row instanceof UserRow user ? user.line() : ((ParsedRow.Invalid) row).reject().line();
  }

  /** As they are staged: rejects first, then by user. */
  private static List<ParsedRow> rows(Random random) {
    long[] line = {0};
    Stream<ParsedRow> rejects =
        Stream.generate(
                () -> RowParser.parse(++line[0], new Cells("ada", null, "many", null, null)))
            .limit(random.nextInt(20));
    List<ParsedRow> rows = new ArrayList<>(rejects.toList());
    for (int user = 0, users = random.nextInt(40); user < users; user++) {
      for (int again = random.nextInt(4) == 0 ? random.nextInt(20) : 1; again > 0; again--) {
        Cells cells = new Cells("user" + (100 + user), null, "3", null, null);
        rows.add(RowParser.parse(++line[0], cells));
      }
    }
    return rows;
  }
}
