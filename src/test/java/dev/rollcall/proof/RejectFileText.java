package dev.rollcall.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A reject file as any CSV library reads it. */
public record RejectFileText(List<String> header, List<Map<String, String>> rows) {

  public static RejectFileText read(Path file, char delimiter) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();
    try (CSVParser parser =
        CSVParser.builder().setReader(Files.newBufferedReader(file)).setFormat(format).get()) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (CSVRecord record : parser) {
        if (!record.isConsistent()) {
          throw new AssertionError("a row of " + record.size() + " cells in " + file);
        }
        rows.add(record.toMap());
      }
      return new RejectFileText(parser.getHeaderNames(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each row's line and code, as {@link Database#row} has it. */
  public List<String> linesAndCodes() {
    return rows.stream()
        .map(row -> Database.row(Long.valueOf(row.get("_line")), row.get("_code")))
        .toList();
  }
}
