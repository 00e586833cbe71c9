package dev.rollcall.meaning;

import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first cells of an input mean, for somebody to look at.
 *
 * @param cells those of which the job says more than their columns' names, in the order of their
 *     rows
 */
public record CellSamples(List<Sample> cells) {

  public static final CellSamples NONE = new CellSamples(List.of());

  private static final int ROWS = 5;

  /**
   * One cell.
   *
   * @param line of its row
   * @param cell as it came
   * @param meaning as it is read; where the job rejects the cell, what it was looked up as
   * @param rejected whether the row is rejected for it
   */
  public record Sample(long line, Field field, String cell, String meaning, boolean rejected) {}

  public CellSamples {
    cells = List.copyOf(cells);
  }

  /**
   * Looks at the first rows; there are no samples if the job says no more than names.
   *
   * @throws Failure what is wrong with the beginning of the input
   */
  public static CellSamples of(ImportJob job, Input input) {
    return job.columns().meanings().changeNothing() ? NONE : of(new MappedInput(job, input));
  }

  public static CellSamples of(MappedInput input) {
    CellMeanings meanings = input.job().columns().meanings();
    if (meanings.changeNothing()) {
      return NONE;
    }
    MeantCells meant = new MeantCells(meanings, input.job().columns().fields());
    List<Sample> samples = new ArrayList<>();
    try (CsvReader reader = input.open()) {
      Row row;
      for (int rows = 0; rows < ROWS && (row = reader.next()) != null; rows++) {
        if (row.malformed() == null) {
          add(row.line(), input.columns().cells(row), meanings, meant, samples);
        }
      }
    }
    return new CellSamples(samples);
  }

  private static void add(
      long line, Cells cells, CellMeanings meanings, MeantCells meant, List<Sample> samples) {
    MeantCells.Meant found = meant.of(cells, false);
    List<Field> fields = new ArrayList<>(Field.OWN);
    fields.addAll(cells.extras());
    for (Field field : fields) {
      if (field.isSecret()) {
        continue;
      }
      String cell = cells.of(field);
      String meaning = found.cells().of(field);
      if (cell != null
          && meaning != null
          && (meanings.of().containsKey(field) || !cell.equals(meaning))) {
        samples.add(new Sample(line, field, cell, meaning, field == found.of()));
      }
    }
  }
}
