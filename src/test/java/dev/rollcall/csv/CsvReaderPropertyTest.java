package dev.rollcall.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.problem.Place;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else wrote is read back: the same cells, each where it stands. */
class CsvReaderPropertyTest {

  private static final String NAME = "users.csv";

  @TempDir Path folder;

  @Test
  void rowsAreReadAsTheyWereWritten() {
    Seeds.each(400, this::readsBack);
  }

  private void readsBack(Random random) throws Exception {
    boolean delimiterNamed = random.nextBoolean();
    WrittenCsv written = new WrittenCsv(random, !delimiterNamed);
    byte[] bytes = written.bytes();
    Path file = Files.write(folder.resolve(NAME), bytes);
    CsvFormat format =
        new CsvFormat(delimiterNamed ? written.delimiter : null, charset(random, written), true);
    try (CsvReader reader = CsvReader.open(Input.of(file, NAME), format, "username")) {
      assertThat(reader.delimiter()).isEqualTo(written.delimiter);
      assertThat(reader.charset()).isEqualTo(written.charset);
      assertThat(reader.header()).isEqualTo(written.header);
      assertThat(reader.width()).isEqualTo(written.header.size());
      for (WrittenCsv.Written expected : written.rows()) {
        check(reader, written, expected);
      }
      assertThat(reader.next()).as("the row after the last").isNull();
      assertThat(reader.next()).as("and ever after").isNull();
      assertThat(reader.bytesRead()).isEqualTo(bytes.length);
      assertThat(reader.sha256OfWhatWasRead()).isEqualTo(sha256(bytes));
    }
  }

  /** Looking suffices, unless it takes a name. */
  private static @Nullable Charset charset(Random random, WrittenCsv written) {
    boolean mustBeNamed = written.charset.name().startsWith("windows");
    if (!mustBeNamed && random.nextBoolean()) {
      return null;
    }
    boolean utf16 = written.charset.name().startsWith("UTF-16");
    return utf16 && random.nextBoolean() ? StandardCharsets.UTF_16 : written.charset;
  }

  private static void check(CsvReader reader, WrittenCsv written, WrittenCsv.Written expected) {
    Row row = reader.next();
    assertThat(row).as("row %s", expected).isNotNull();
    assertThat(row.line()).as("line of %s", expected).isEqualTo(written.line(expected.start()));
    assertThat(row.malformed()).as("fault of %s", expected).isEqualTo(expected.fault());
    assertThat(row.cells()).isEqualTo(expected.cells());
    for (int cell = 0; cell < row.size(); cell++) {
      int start = expected.starts().get(cell);
      assertThat(reader.place(row, cell))
          .as("place of cell %d of %s", cell, expected)
          .isEqualTo(new Place(NAME, written.line(start), written.column(start)));
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
