package dev.rollcall.cli;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.Packing;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.reporting.ReportOutput;
import dev.rollcall.reporting.ReportSource;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.TextTable;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.store.SqliteSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes the reports that jobs ask for. */
final class Reports {

  /** So many rows of a table, where there is no window that it could fill. */
  private static final int ROWS_WITHOUT_WINDOW = 1_000;

  private static final int WIDTH_WITHOUT_WINDOW = 1_000;

  private final Console console;

  Reports(Console console) {
    this.console = console;
  }

  /**
   * Writes one report.
   *
   * @return the exit code
   */
  int run(ReportJob job, DatabaseOptions options) {
    options.apply(console);
    DatabaseFile file = options.database(job.from());
    Query query = job.source().query();
    try (SqliteSnapshot snapshot = SqliteSnapshot.open(file)) {
      if (job.source() instanceof ReportSource.Named named) {
        snapshot.require(named.report());
      }
      write(job, snapshot.rows(query));
    } catch (ClosedPipeException e) {
      // Whoever reads has enough.
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private void write(ReportJob job, Rows rows) throws IOException {
    ReportFormat format = format(job);
    if (job.packing() != Packing.NONE && job.out() == null && console.terminal().out()) {
      throw Failure.of(
          ProblemCode.USAGE, "a terminal can't show what is compressed", "name a file: --out FILE");
    }
    try (ReportOutput output = open(job)) {
      switch (format) {
        case CSV, TSV, JSONL -> encode(format, job, rows, output.stream());
        case TABLE -> table(job, rows, output.stream());
      }
      output.finish();
    }
  }

  private ReportFormat format(ReportJob job) {
    if (job.format() != null) {
      return job.format();
    }
    return job.out() == null && console.terminal().out() ? ReportFormat.TABLE : ReportFormat.CSV;
  }

  private ReportOutput open(ReportJob job) throws IOException {
    return job.out() == null
        ? ReportOutput.toStream(console.dataStream(), job.packing())
        : ReportOutput.toFile(job.out(), job.packing());
  }

  private static void encode(ReportFormat format, ReportJob job, Rows rows, OutputStream out)
      throws IOException {
    RowEncoder first = format.encoder(rows.columns(), job.layout());
    Bytes header = new Bytes();
    first.header(header);
    out.write(header.array(), 0, header.size());
    rows.encode(
        () -> format.encoder(rows.columns(), job.layout()),
        (block, count, progress) -> out.write(block.array(), 0, block.size()));
  }

  private void table(ReportJob job, Rows rows, OutputStream out) throws IOException {
    boolean window = job.out() == null && console.terminal().out();
    TextTable table =
        new TextTable(
            rows.columns(),
            job.layout(),
            window ? console.terminal().columns() : WIDTH_WITHOUT_WINDOW,
            window ? console.terminal().lines() - 3 : ROWS_WITHOUT_WINDOW);
    rows.each(table::add);
    for (String line : table.lines()) {
      out.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
    }
  }
}
