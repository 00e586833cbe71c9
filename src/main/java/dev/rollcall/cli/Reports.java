package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.pages.ReportPage;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.Compression;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.reporting.ReportOutput;
import dev.rollcall.reporting.ReportSource;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Snapshot;
import dev.rollcall.runs.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the reports that jobs ask for. */
final class Reports {

  /** How many rows a table has where there is no window that it could fill. */
  private static final int ROWS_WITHOUT_WINDOW = 1_000;

  private static final int COLUMNS_WITHOUT_WINDOW = 1_000;

  /** The header, the word on how many more there are, and the prompt. */
  private static final int LINES_BESIDE_ROWS = 3;

  private final Console console;

  Reports(Console console) {
    this.console = console;
  }

  /**
   * Writes one report.
   *
   * @param echo takes the statement with its values; null for nobody
   * @throws Failure why it can't be done
   */
  void run(ReportJob job, Database from, @Nullable Consumer<String> echo) throws IOException {
    try {
      ReportFormat format = format(job);
      boolean cut =
          format == ReportFormat.HTML || format == ReportFormat.TABLE && isForTerminal(job);
      if (job.source() instanceof ReportSource.Named named) {
        try (Snapshot snapshot = from.snapshot()) {
          snapshot.require(named.report());
          ReportSource source =
              named.report().hasExtras() ? named.with(snapshot.extraColumns()) : named;
          write(job, format, from.address(), snapshot.rows(query(source, cut, echo)));
        }
      } else {
        // Nobody holds a snapshot while somebody types.
        Query query = query(job.source(), cut, echo);
        try (Snapshot snapshot = from.snapshot()) {
          write(job, format, from.address(), snapshot.rows(query));
        }
      }
    } catch (ClosedPipeException e) {
      // Whoever reads has enough.
    }
  }

  private static Query query(ReportSource source, boolean cut, @Nullable Consumer<String> echo) {
    Query query = cut ? source.queryForPeople() : source.query();
    if (echo != null) {
      query.sql().lines().forEach(echo);
      query.parameters().forEach((name, value) -> echo.accept("  " + name + " = " + value));
    }
    return query;
  }

  private boolean isForTerminal(ReportJob job) {
    return job.out() == null && console.terminal().out();
  }

  private ReportFormat format(ReportJob job) {
    ReportFormat usual = isForTerminal(job) ? ReportFormat.TABLE : ReportFormat.CSV;
    return job.format() == null ? usual : job.format();
  }

  private void write(ReportJob job, ReportFormat format, String database, Rows rows)
      throws IOException {
    boolean terminal = isForTerminal(job);
    if (terminal && job.packing() != Compression.NONE) {
      throw Failure.of(
          ProblemCode.USAGE, "a terminal can't show what is compressed", "name a file: --out FILE");
    }
    try (ReportOutput output = open(job)) {
      long written = -1;
      switch (format) {
        case CSV, TSV, JSONL, SQL -> written = encode(format, job, rows, output.stream(), terminal);
        case TABLE -> table(job, rows, output.stream(), terminal);
        case HTML -> output.stream().write(page(job, database, rows));
      }
      output.finish();
      if (job.out() != null) {
        console.result(result(job, job.out(), written));
      }
    }
  }

  /** {@code levels.csv: report levels, 12 rows}. */
  private static String result(ReportJob job, Path out, long rows) {
    String count =
        rows < 0 ? "" : String.format(Locale.ROOT, ", %,d %s", rows, rows == 1 ? "row" : "rows");
    return SummaryTable.shown(out.toString()) + ": report " + job.source().name() + count;
  }

  private ReportOutput open(ReportJob job) throws IOException {
    return job.out() == null
        ? ReportOutput.toStream(console.dataStream(), job.packing())
        : ReportOutput.toFile(job.out(), job.packing());
  }

  /** How many rows there were. */
  private long encode(
      ReportFormat format, ReportJob job, Rows rows, OutputStream out, boolean terminal)
      throws IOException {
    Bytes header = new Bytes();
    format.encoder(table(job), rows.columns(), job.layout()).header(header);
    out.write(header.array(), 0, header.size());
    Progress progress = terminal ? Progress.NONE : console.progress(job.source().name());
    ReportProgress told = new ReportProgress(progress);
    rows.encode(
        () -> format.encoder(table(job), rows.columns(), job.layout()),
        (block, count, share) -> {
          out.write(block.array(), 0, block.size());
          told.add(count, share);
        });
    console.endProgress();
    return told.rows();
  }

  /** What an INSERT of its rows names. */
  private static String table(ReportJob job) {
    return job.source() instanceof ReportSource.Named named ? named.report().word() : "report";
  }

  private void table(ReportJob job, Rows rows, OutputStream out, boolean terminal)
      throws IOException {
    Terminal window = console.terminal();
    int width = terminal ? window.columns() : COLUMNS_WITHOUT_WINDOW;
    int most = terminal ? window.lines() - LINES_BESIDE_ROWS : ROWS_WITHOUT_WINDOW;
    boolean mayLeaveOut = terminal && job.source() instanceof ReportSource.Named;
    for (String line : ReportTable.lines(rows, job.layout(), width, most, mayLeaveOut)) {
      out.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] page(ReportJob job, String database, Rows rows) {
    List<String> narrowed = new ArrayList<>();
    boolean levels = false;
    if (job.source() instanceof ReportSource.Named named) {
      named.filters().forEach((filter, value) -> narrowed.add("--" + filter.word() + " " + value));
      levels = named.report() == NamedReport.LEVELS;
    }
    return ReportPage.of(
        new ReportPage.About(job.source().title(), database, narrowed, levels),
        rows,
        Instant.now());
  }
}
