package dev.rollcall.jobfile;

import dev.rollcall.cells.ValueMap;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.text.Visible;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what cells mean from a CSV file of two columns without a header. */
final class ValuesFile {

  private ValuesFile() {}

  /** By {@link CellWords#cell}; throws {@link WrongWord} for a file that does not say it. */
  static Map<String, String> read(String name) {
    Path path = JobValues.path(name);
    Map<String, String> values = new LinkedHashMap<>();
    CsvFormat format = new CsvFormat(null, null, false);
    try (CsvReader reader = CsvReader.open(Input.of(path, name), format, null)) {
      Row row;
      while ((row = reader.next()) != null) {
        if (row.malformed() != null || row.size() != 2) {
          throw wrong(row, "has not two cells", name);
        }
        if (values.put(CellWords.cell(row.cell(0)), row.cell(1).strip()) != null) {
          throw wrong(row, "names a cell a second time", name);
        }
        if (values.size() > ValueMap.MOST + 1) {
          throw wrong(row, "is one too many: at most " + ValueMap.MOST + " cells are named", name);
        }
      }
    } catch (Failure e) {
      Problem problem = e.problems().get(0);
      throw new WrongWord(
          "names the file " + Visible.quoted(name) + ": " + problem.what(), problem.advice());
    }
    return values;
  }

  private static WrongWord wrong(Row row, String what, String name) {
    return new WrongWord(
        "names the file " + Visible.quoted(name) + ", of which line " + row.line() + " " + what,
        "each line has a cell and what it means");
  }
}
