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
 * A row is plain if all of it is visible ASCII, with spaces only within cells, and no other row is:
 * nobody looks a second time.
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
  void rowsOfVisibleAsciiAndSpacesWithinArePlainAndNoOthersAre() {
    Seeds.each(
        100,
        random -> {
          boolean[] plain = new boolean[1 + random.nextInt(20)];
          StringBuilder text = new StringBuilder();
          for (int row = 0; row < plain.length; row++) {
            plain[row] = random.nextBoolean();
            int other = plain[row] ? -1 : random.nextInt(3);
            for (int cell = 0; cell < 3; cell++) {
              String first = cell == 0 ? "x" : "";
              text.append(cell == 0 ? "" : ";").append(cell(random, first, cell == other));
            }
            text.append('\n');
          }
          Path file = Files.writeString(folder.resolve("rows.csv"), text);
          CsvFormat format = new CsvFormat(';', null, false);
          try (CsvReader reader = CsvReader.open(Input.of(file, "rows.csv"), format, null)) {
            for (int row = 0; row < plain.length; row++) {
              Row read = reader.next();
              assertThat(read.isPlain()).as("row %s of %s", row, text).isEqualTo(plain[row]);
            }
          }
        });
  }

  private static String cell(Random random, String first, boolean other) {
    StringBuilder cell = new StringBuilder(first);
    for (int i = random.nextInt(4); i > 0; i--) {
      char visible = (char) ('!' + random.nextInt('~' - '!' + 1));
      cell.append(visible == ';' || visible == '"' ? '~' : visible);
    }
    while (cell.length() > 1 && random.nextInt(3) == 0) {
      cell.insert(1 + random.nextInt(cell.length() - 1), ' ');
    }
    if (other) {
      switch (random.nextInt(3)) {
        case 0 -> cell.insert(0, ' ');
        case 1 -> cell.append(' ');
        default -> {
          String one = OTHERS.get(random.nextInt(OTHERS.size()));
          cell.insert(first.length() + random.nextInt(cell.length() + 1 - first.length()), one);
        }
      }
    }
    return cell.toString();
  }
}
