package dev.rollcall.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row is plain if all of it is visible ASCII, and no other row is: nobody looks a second time.
 */
class PlainRowsTest {

  /** On both sides of each end of what is visible, and all that is easily taken for a blank. */
  private static final List<String> OTHERS =
      List.of(
          "\0",
          "\t",
          "\u000b",
          "\u000e",
          "\u001f",
          " ",
          "\u007f",
          "\u0080",
          "\u0085",
          "\u00a0",
          "\u00e9",
          "\u2028",
          "\ufeff",
          "\ud83d\ude00");

  @TempDir Path folder;

  @Test
  void rowsOfVisibleAsciiArePlainAndNoOthersAre() {
    Seeds.each(
        100,
        random -> {
          boolean[] visible = new boolean[1 + random.nextInt(20)];
          StringBuilder text = new StringBuilder();
          for (int row = 0; row < visible.length; row++) {
            visible[row] = random.nextBoolean();
            int other = visible[row] ? -1 : random.nextInt(3);
            for (int cell = 0; cell < 3; cell++) {
              text.append(cell == 0 ? "x" : ";").append(cell(random, cell == other));
            }
            text.append('\n');
          }
          Path file = Files.writeString(folder.resolve("rows.csv"), text);
          CsvFormat format = new CsvFormat(';', null, false);
          try (CsvReader reader = CsvReader.open(Input.of(file, "rows.csv"), format, null)) {
            for (int row = 0; row < visible.length; row++) {
              Row read = reader.next();
              assertThat(read.isPlain()).as("row %s of %s", row, text).isEqualTo(visible[row]);
            }
          }
        });
  }

  private static String cell(Random random, boolean other) {
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      char visible = (char) ('!' + random.nextInt('~' - '!' + 1));
      cell.append(visible == ';' || visible == '"' ? '~' : visible);
    }
    if (other) {
      String one = OTHERS.get(random.nextInt(OTHERS.size()));
      cell.insert(random.nextInt(cell.length() + 1), one);
    }
    return cell.toString();
  }
}
