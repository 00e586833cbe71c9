package dev.rollcall.csv;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Any cells, written in any charset and read back: they are the same, or can't be written. The
 * first byte chooses the delimiter, the second the charset; in the rest, 1 ends a cell and 2 a row.
 */
public final class CsvWriterFuzz {

  private static final String NAME = "rejects.csv";

  private static final List<Charset> CHARSETS =
      Charset.availableCharsets().values().stream().filter(Charset::canEncode).toList();

  private CsvWriterFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    char delimiter = CsvFormat.DELIMITERS.charAt(fuzz.choice(CsvFormat.DELIMITERS.length()));
    int choice = fuzz.choice(256);
    Charset charset = choice < 64 ? StandardCharsets.UTF_8 : CHARSETS.get(choice % CHARSETS.size());
    String text = new String(fuzz.rest(), StandardCharsets.UTF_8);
    if (!new String(text.getBytes(charset), charset).equals(text)) {
      // Some of Java's charsets write what they can't read; most don't have every character.
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (String row : text.split("\u0002", -1)) {
      rows.add(Arrays.asList(row.split("\u0001", -1)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CsvWriter writer = new CsvWriter(bytes, delimiter, charset);
      rows.forEach(writer::row);
      writer.finish();
    } catch (Failure e) {
      Broken.unless(e, Set.of(ProblemCode.OUTPUT_UNWRITABLE));
      return;
    }
    readBack(bytes.toByteArray(), new CsvFormat(delimiter, charset, false), rows);
  }

  private static void readBack(byte[] bytes, CsvFormat format, List<List<String>> rows) {
    Input input = Input.of(FuzzFolder.write(NAME, bytes), NAME);
    try (CsvReader reader = CsvReader.open(input, format, null)) {
      for (List<String> expected : rows) {
        if (expected.stream().allMatch(Blanks::isBlank)) {
          continue;
        }
        Row row = reader.next();
        Broken.unlessSame("row in " + format, row == null ? null : row.cells(), expected);
      }
      Broken.unlessSame("row after the last", reader.next(), null);
    } catch (Failure e) {
      if (rows.stream().flatMap(List::stream).allMatch(Blanks::isBlank)
          && e.code() == ProblemCode.INPUT_EMPTY) {
        return;
      }
      if (e.code() == ProblemCode.BYTES_NOT_IN_CHARSET && EightBit.isOne(format.charset())) {
        // By chance, what was written in this charset is UTF-8, too.
        return;
      }
      boolean tooMany =
          e.code() == ProblemCode.HEADER_WRONG && rows.get(0).size() > Header.MOST_COLUMNS;
      if (!tooMany) {
        throw Broken.promise("what was written can't be read in " + format + ": " + e);
      }
    }
  }
}
