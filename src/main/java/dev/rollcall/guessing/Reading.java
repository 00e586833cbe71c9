package dev.rollcall.guessing;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.RejectCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file as it reads in one format, and how much it then looks like a table.
 *
 * @param format whose first row is a row like others
 * @param rows at most {@value #MOST_ROWS}, of at most {@value #MOST_CHARACTERS} characters
 * @param whole whether that is all there are
 * @param width how many cells most rows have
 * @param score 0 to 1
 */
record Reading(CsvFormat format, List<Sampled> rows, boolean whole, int width, double score) {

  static final int MOST_ROWS = 5_000;
  static final int MOST_CHARACTERS = 1 << 20;

  /** A table of one column is what any text is. */
  private static final double ONE_COLUMN = 0.05;

  /** Another quote, or an escape, has to be this much better than none. */
  private static final double RARE = 0.93;

  private static final double EXPECTED = 1.01;

  /** A row of the file. */
  record Sampled(long line, List<String> cells, @Nullable RejectCode malformed) {}

  /** Reads; null if the format does not fit the text. */
  static @Nullable Reading of(Input input, CsvFormat format) {
    List<Sampled> rows = new ArrayList<>();
    boolean whole = true;
    try (CsvReader reader = CsvReader.open(input, format, null)) {
      Row row;
      while ((row = reader.next()) != null) {
        if (rows.size() == MOST_ROWS || row.position() > MOST_CHARACTERS) {
          whole = false;
          break;
        }
        rows.add(sampled(row));
      }
    } catch (Failure e) {
      if (e.code() == ProblemCode.INPUT_UNREADABLE || e.code() == ProblemCode.INPUT_CUT_OFF) {
        throw e;
      }
      return null;
    }
    int width = usual(rows);
    return new Reading(format, rows, whole, width, score(rows) * usual(format.quirks(), rows));
  }

  /** Of two readings that are as good, the one that most files are written in. */
  private static double usual(Quirks quirks, List<Sampled> rows) {
    boolean usual = Character.valueOf(Quirks.USUAL_QUOTE).equals(quirks.quote());
    double escape = quirks.escape() == null ? 1 : hasNull(rows) ? EXPECTED : RARE;
    return (usual ? 1 : RARE) * escape;
  }

  /** Databases that write null in this way escape with the same sign. */
  private static boolean hasNull(List<Sampled> rows) {
    return rows.stream().anyMatch(row -> row.cells().contains(Cells.NULL));
  }

  private static Sampled sampled(Row row) {
    RejectCode fault = row.malformed();
    return new Sampled(row.line(), row.cells(), fault == RejectCode.COLUMN_COUNT ? null : fault);
  }

  private static int usual(List<Sampled> rows) {
    Map<Integer, Integer> counts = counts(rows);
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private static Map<Integer, Integer> counts(List<Sampled> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.cells().size(), 1, Integer::sum));
    return counts;
  }

  /**
   * Rows of few different widths, of more than one cell, whose cells look like something: after van
   * den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns",
   * with widths in place of their row patterns.
   */
  private static double score(List<Sampled> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    double pattern = 0;
    Map<Integer, Integer> counts = counts(rows);
    for (Map.Entry<Integer, Integer> each : counts.entrySet()) {
      double share = each.getValue() / (double) rows.size();
      double columns = Math.max(ONE_COLUMN, each.getKey() - 1.0) / each.getKey();
      pattern += share * share * columns;
    }
    double kinds = 0;
    long cells = 0;
    long faults = 0;
    for (Sampled row : rows) {
      faults += row.malformed() == null ? 0 : 1;
      for (String cell : row.cells()) {
        kinds += CellKind.of(cell).weight();
        cells++;
      }
    }
    return pattern * (kinds / cells) * (1 - faults / (double) rows.size());
  }
}
