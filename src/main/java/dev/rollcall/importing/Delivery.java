package dev.rollcall.importing;

import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import java.nio.charset.Charset;

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

  /** Looks at the beginning of the input: its header, its delimiter, its columns. */
  Delivery(ImportJob job, Input input) {
    this.job = job;
    this.input = input;
    try (CsvReader reader = open()) {
      this.columns = Columns.resolve(job.columns(), reader.header(), reader.width(), input.name());
      this.delimiter = reader.delimiter();
      this.charset = reader.charset();
    }
  }

  /** The input from its first row on. */
  CsvReader open() {
    return CsvReader.open(input, job.csv(), job.columns().names().get(Field.USERNAME));
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
