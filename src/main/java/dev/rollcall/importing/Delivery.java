package dev.rollcall.importing;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * An input as a job reads it: where its columns are and how it is written. Opening it anew always
 * begins at the first row.
 */
final class Delivery {

  private final ImportJob job;
  private final Input input;
  private final Columns columns;
  private final char delimiter;
  private final Charset charset;
  private CsvFormat format;

  /** Looks at the beginning of the input: its header, its delimiter, its columns. */
  Delivery(ImportJob job, Input input) {
    this.job = job;
    this.input = input;
    this.format = job.csv();
    try (CsvReader reader = open()) {
      this.columns =
          Columns.resolve(job.columns(), reader.header(), reader.width(), reader::headerPlace);
      this.delimiter = reader.delimiter();
      this.charset = reader.charset();
      // Not to be found a second time.
      this.format = format.dividedBy(delimiter).writtenIn(charset);
    }
  }

  /** The input from its first row on. */
  CsvReader open() {
    return CsvReader.open(input, format, job.columns().names().get(Field.USERNAME));
  }

  /** What the user should know: how the input is written, as far as it was found by looking. */
  List<String> notes() {
    List<String> found = new ArrayList<>();
    if (job.csv().charsets().size() != 1) {
      found.add("read as " + charset.name());
    }
    if (job.csv().delimiter() == null) {
      String shown = delimiter == '\t' ? "tab" : Character.toString(delimiter);
      found.add(columns.width() == 1 ? "one column" : "divided by " + shown);
    }
    List<String> notes = new ArrayList<>();
    if (!found.isEmpty()) {
      notes.add(String.join(", ", found));
    }
    notes.addAll(columns.notes());
    return notes;
  }

  ImportJob job() {
    return job;
  }

  Input input() {
    return input;
  }

  Columns columns() {
    return columns;
  }

  char delimiter() {
    return delimiter;
  }

  Charset charset() {
    return charset;
  }
}
