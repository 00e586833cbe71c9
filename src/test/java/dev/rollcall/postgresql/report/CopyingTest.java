package dev.rollcall.postgresql.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.ReportFormat;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which blocks rows are passed on, many of which are held at a time. */
class CopyingTest {

  private static final int BLOCK_BYTES = 60 * 1024;
  private static final int ROWS_A_MESSAGE = 8_000;
  private static final int MESSAGES = 6;

  private static final CopiedCells CELLS =
      new CopiedCells(
          List.of(CellKind.INTEGER, CellKind.TEXT),
          ReportFormat.JSONL.encoder("users", List.of("id", "newsletter_opt_in"), Layout.DEFAULT));

  @Test
  void blocksAreNoLargerForRowsThatCameTogether() throws Exception {
    List<byte[]> messages = new ArrayList<>();
    for (int message = 0; message < MESSAGES; message++) {
      messages.add("7\tyes\n".repeat(ROWS_A_MESSAGE).getBytes(UTF_8));
    }
    int row = "{\"id\":7,\"newsletter_opt_in\":\"yes\"}\n".length();
    List<Integer> sizes = new ArrayList<>();
    long[] all = new long[1];
    pass(
        messages,
        (bytes, rows) -> {
          assertThat(bytes.size()).isEqualTo((int) rows * row);
          sizes.add(bytes.size());
          all[0] += rows;
          return new Bytes();
        });
    assertThat(all[0]).isEqualTo((long) ROWS_A_MESSAGE * MESSAGES);
    assertThat(sizes).hasSizeGreaterThan(MESSAGES).allMatch(size -> size < BLOCK_BYTES + row);
  }

  @Test
  void aServerThatSendsAPartOfARowIsNotTrusted() {
    assertThatThrownBy(() -> pass(List.of("7\tye".getBytes(UTF_8)), (bytes, rows) -> bytes))
        .isInstanceOf(SQLException.class);
  }

  private static void pass(List<byte[]> messages, Copying.Taker taker)
      throws SQLException, IOException, InterruptedException {
    Iterator<byte[]> next = messages.iterator();
    Copying.pass(() -> next.hasNext() ? next.next() : null, CELLS, taker);
  }
}
