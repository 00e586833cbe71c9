package dev.rollcall.meaning;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.CellReading;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of rows mean, where a job says more of them than their columns' names. Pure, and
 * made only for such jobs.
 */
final class MeantCells {

  private record Column(Field field, CellReading reading) {}

  private final List<Column> columns = new ArrayList<>();

  /**
   * @param fields those that the job may read, in their order
   */
  MeantCells(CellMeanings meanings, List<Field> fields) {
    Set<String> empty = Set.copyOf(meanings.empty());
    for (Field field : fields) {
      CellMeaning meaning = meanings.of().getOrDefault(field, CellMeaning.ITSELF);
      if (!empty.isEmpty() || !meaning.equals(CellMeaning.ITSELF)) {
        columns.add(new Column(field, new CellReading(empty, Cells.NULL, meaning)));
      }
    }
  }

  /**
   * The cells of a row as they are meant.
   *
   * @param fault why the row can't be applied; null if it can
   * @param of the field that is at fault
   * @param cells one that is at fault is as it was before it was looked up
   * @param plain whether they are known to be plain; see {@link Blanks#isPlain}
   */
  record Meant(Cells cells, @Nullable RejectCode fault, @Nullable Field of, boolean plain) {}

  /**
   * What cells mean; where nothing is changed, the same object.
   *
   * @param plain whether they are known to be plain; see {@link Blanks#isPlain}
   */
  Meant of(Cells cells, boolean plain) {
    RejectCode fault = null;
    Field at = null;
    boolean plainNow = plain;
    @Nullable String @Nullable [] changed = null;
    for (Column column : columns) {
      Field field = column.field();
      String cell = cells.of(field);
      if (cell == null) {
        continue;
      }
      String prepared = column.reading().prepared(cell, plain);
      String meaning = prepared;
      if (prepared.length() > CellReading.LONGEST) {
        if (fault != RejectCode.CELL_TOO_LONG) {
          at = field;
        }
        fault = RejectCode.CELL_TOO_LONG;
        meaning = cell;
      } else {
        String found = column.reading().lookedUp(prepared);
        if (found == null && fault == null) {
          fault = RejectCode.VALUE_UNKNOWN;
          at = field;
        }
        meaning = found == null ? prepared : found;
      }
      if (!meaning.equals(cell)) {
        changed = changed == null ? cells.all() : changed;
        changed[field.place()] = meaning;
        plainNow &= Blanks.isPlain(meaning);
      }
    }
    Cells meant = changed == null ? cells : Cells.of(changed, cells.extras());
    return new Meant(meant, fault, at, plainNow);
  }
}
