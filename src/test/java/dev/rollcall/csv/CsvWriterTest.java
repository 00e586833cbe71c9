package dev.rollcall.csv;

import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {

  private static final List<Charset> CHARSETS =
      List.of(UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16);

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackAsTheSameRows() {
    Seeds.each(300, this::writesAndReads);
  }

  private void writesAndReads(Random random) throws IOException {
    WrittenCsv rows = new WrittenCsv(random, false);
    Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CsvWriter writer = new CsvWriter(bytes, rows.delimiter, charset);
    writer.row(rows.header);
    rows.rows().forEach(row -> writer.row(row.cells()));
    writer.finish();
    Path file = Files.write(folder.resolve("out.csv"), bytes.toByteArray());
    CsvFormat format = new CsvFormat(rows.delimiter, null, true);
    try (CsvReader reader = CsvReader.open(Input.of(file, "out.csv"), format, "username")) {
      assertThat(reader.header()).isEqualTo(rows.header);
      for (WrittenCsv.Written row : rows.rows()) {
        assertThat(reader.next().cells()).isEqualTo(row.cells());
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void onlyCellsThatNeedQuotesGetThem() {
    List<String> cells =
        List.of("a", "", "b;c", "b,c", "say \"so\"", "two\nlines", " d", "e\t", "f g");
    assertThat(written(cells))
        .isEqualTo("a,,b;c,\"b,c\",\"say \"\"so\"\"\",\"two\nlines\",\" d\",\"e\t\",f g\r\n");
  }

  /** Else it would be dropped with the mark that it looks like, or unpacked. */
  @Test
  void aFileNeverBeginsLikeAMarkOrLikePackedData() throws IOException {
    for (String first :
        List.of("\ufeffann", "PK\u0003\u0004", "\u001f\u008b", "\u0000", "sep=;", "SEP=,")) {
      Path file = Files.writeString(folder.resolve("out.csv"), written(List.of(first, "x")));
      CsvFormat format = new CsvFormat(',', null, false);
      try (CsvReader reader = CsvReader.open(Input.of(file, "out.csv"), format, null)) {
        assertThat(reader.next().cells()).containsExactly(first, "x");
      }
    }
  }

  /** A blank line would be no row when it is read back. */
  @Test
  void aRowOfOneEmptyCellIsNoBlankLine() {
    assertThat(written(List.of(""))).isEqualTo("\"\"\r\n");
    assertThatThrownBy(() -> written(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCharacterThatTheCharsetDoesNotHaveIsNeverReplaced() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CsvWriter writer = new CsvWriter(bytes, ',', Charset.forName("windows-1252"));
    Problem problem =
        problem(
            () -> {
              writer.row(List.of("Zoë", "人"));
              writer.finish();
            });
    assertThat(problem.code()).isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
    assertThat(problem.what()).contains("charset");
    assertThat(problem.advice()).isEqualTo("write UTF-8");
  }

  @Test
  void whatIsWrongWithTheOutputIsSaid() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("the disk is full");
          }
        };
    CsvWriter writer = new CsvWriter(full, ',', UTF_8);
    writer.row(List.of("ann"));
    Problem problem = problem(writer::finish);
    assertThat(problem.code()).isEqualTo(ProblemCode.OUTPUT_UNWRITABLE);
    assertThat(problem.what()).contains("the disk is full");
    assertThat(problem.advice()).isNull();
  }

  private static String written(List<String> cells) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CsvWriter writer = new CsvWriter(bytes, ',', UTF_8);
    writer.row(new ArrayList<>(cells));
    writer.finish();
    return bytes.toString(UTF_8);
  }
}
