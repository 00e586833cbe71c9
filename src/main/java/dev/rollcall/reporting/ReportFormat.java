package dev.rollcall.reporting;

import java.util.List;
import java.util.Locale;

/** How the rows of a report are written. */
public enum ReportFormat {
  /** RFC 4180. */
  CSV,
  /** As CSV, with tabs between the cells and line feeds between the rows. */
  TSV,
  /** One JSON object a line. */
  JSONL,
  /** An INSERT for each row. */
  SQL,
  /** For people, cut to their window. */
  TABLE,
  /**
   * For people: a page with a table, cut to what a page can hold, and a chart where there is one.
   */
  HTML;

  /** As it is in job files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its cells are delimited, so that a {@link Layout} says something. */
  public boolean hasLayout() {
    return this == CSV || this == TSV || this == TABLE;
  }

  /**
   * What writes rows in this format.
   *
   * @param name of the report, and of the table that an INSERT names
   * @throws dev.rollcall.problem.Failure {@code QUERY} if two columns have one name, and the format
   *     can't have that
   * @throws IllegalArgumentException for a format that is not written row by row
   */
  public RowEncoder encoder(String name, List<String> columns, Layout layout) {
    return switch (this) {
      case CSV -> new DelimitedEncoder(columns, ',', "\r\n", layout);
      case TSV -> new DelimitedEncoder(columns, '\t', "\n", layout);
      case JSONL -> new JsonLinesEncoder(columns);
      case SQL -> new InsertEncoder(name, columns);
      case TABLE, HTML -> throw new IllegalArgumentException(word() + " is not written row by row");
    };
  }
}
