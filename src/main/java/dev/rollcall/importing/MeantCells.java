package dev.rollcall.importing;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.CellReading;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.RejectCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of rows mean, where a job says more of them than their columns' names. Pure, and
 * made only for such jobs.
 */
final class MeantCells {

  private final Map<Field, CellReading> readings = new TreeMap<>();

  /**
   * @param fields those that the job may read
   */
  MeantCells(CellMeanings meanings, List<Field> fields) {
    Set<String> empty = Set.copyOf(meanings.empty());
    for (Field field : fields) {
      CellMeaning meaning = meanings.of().getOrDefault(field, CellMeaning.ITSELF);
      if (!empty.isEmpty() || !meaning.equals(CellMeaning.ITSELF)) {
        readings.put(field, new CellReading(empty, Cells.NULL, meaning));
      }
    }
  }

  /**
   * The cells of a row as they are meant.
   *
   * @param fault why the row can't be applied; null if it can
   * @param of the field that is at fault
   * @param cells one that is at fault is as it was before it was looked up
   */
  record Meant(Cells cells, @Nullable RejectCode fault, @Nullable Field of) {}

  /** What cells mean; where nothing is changed, the same object. */
  Meant of(Cells cells) {
    RejectCode fault = null;
    Field at = null;
    Map<Field, String> changed = null;
    for (Map.Entry<Field, CellReading> entry : readings.entrySet()) {
      Field field = entry.getKey();
      String cell = cells.of(field);
      if (cell == null) {
        continue;
      }
      String prepared = entry.getValue().prepared(cell);
      String meaning = prepared;
      if (prepared.length() > CellReading.LONGEST) {
        if (fault != RejectCode.CELL_TOO_LONG) {
          at = field;
        }
        fault = RejectCode.CELL_TOO_LONG;
        meaning = cell;
      } else {
        String found = entry.getValue().lookedUp(prepared);
        if (found == null && fault == null) {
          fault = RejectCode.VALUE_UNKNOWN;
          at = field;
        }
        meaning = found == null ? prepared : found;
      }
      if (!meaning.equals(cell)) {
        changed = changed == null ? new TreeMap<>() : changed;
        changed.put(field, meaning);
      }
    }
    return new Meant(changed == null ? cells : with(cells, changed), fault, at);
  }

  private static Cells with(Cells cells, Map<Field, String> changed) {
    @Nullable String[] all = new String[Field.OWN.size() + cells.extras().size()];
    for (int place = 0; place < all.length; place++) {
      boolean own = place < Field.OWN.size();
      Field field = own ? Field.OWN.get(place) : cells.extras().get(place - Field.OWN.size());
      String meaning = changed.get(field);
      all[place] = meaning == null ? cells.of(field) : meaning;
    }
    return Cells.of(all, cells.extras());
  }
}
