package dev.rollcall.reject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.DocumentedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectCodesPageTest {

  private static final Path PAGE = Path.of("src/docs/reject-codes.md");

  /** The order matters: a row with several faults gets the code that comes first. */
  @Test
  void everyCodeIsExplainedInTheOrderInWhichTheyAreTold() throws IOException {
    DocumentedTable table = DocumentedTable.read(PAGE);
    assertThat(table.words(0))
        .isEqualTo(Arrays.stream(RejectCode.values()).map(RejectCode::name).toList());
    for (List<String> row : table.rows()) {
      assertThat(row).as("%s: when, what to do", row.get(0)).hasSize(3).doesNotContain("");
    }
  }
}
