package dev.rollcall.pages;

import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.RunReport;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of a run: how many of each code, and the first of each.
 *
 * @param total of all codes
 * @param codes most frequent first
 * @param drawn whether bars say more than the figures beside them
 */
record Rejected(String total, List<Code> codes, boolean drawn) {

  /** With fewer codes a chart says nothing. */
  private static final int FEWEST_BARS = 3;

  /** The codes of which an e-mail address is the matter; in all other rows it is not shown. */
  private static final Set<RejectCode> OF_EMAIL =
      Set.of(RejectCode.EMAIL_INVALID, RejectCode.EMAIL_TOO_LONG);

  /**
   * The rejects of one code.
   *
   * @param size the class that says how many of the most frequent code's
   * @param advice what to do, as the documentation has it
   * @param more how many there are besides the rows; empty if none
   * @param columns the heads of the cells that the rows have
   */
  record Code(
      String code,
      String count,
      String share,
      String size,
      String more,
      String advice,
      List<String> columns,
      List<Row> rows) {}

  /** A row that was not applied. */
  record Row(String line, List<Cell> cells, String message) {}

  /** A cell, and the head of its column. */
  record Cell(String head, String text) {}

  static @Nullable Rejected of(RunReport report, Sizes sizes) {
    Map<String, Long> counts = new HashMap<>();
    report.summary().rejectCodes().forEach((code, count) -> counts.put(code, count.rows()));
    if (counts.isEmpty()) {
      return null;
    }
    long total = 0;
    long most = 0;
    for (long count : counts.values()) {
      total += count;
      most = Math.max(most, count);
    }
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<Code> codes = new ArrayList<>();
    for (Map.Entry<String, Long> each : sorted) {
      String size = sizes.of(each.getValue(), most);
      codes.add(code(each.getKey(), each.getValue(), total, size, report.firstRejects()));
    }
    boolean drawn = codes.size() >= FEWEST_BARS && counts.values().stream().distinct().count() > 1;
    return new Rejected(Counted.of(total, "row"), codes, drawn);
  }

  private static Code code(
      String name, long count, long total, String size, List<Reject> firstRejects) {
    List<Reject> rejects =
        firstRejects.stream().filter(reject -> reject.code().name().equals(name)).toList();
    List<Field> columns =
        Field.OWN.stream()
            .filter(column -> rejects.stream().anyMatch(reject -> isShown(column, reject)))
            .toList();
    long more = count - rejects.size();
    return new Code(
        name,
        Figures.number(count),
        Figures.share(count, total),
        size,
        more == 0 ? "" : Figures.number(more),
        Advice.of(name),
        columns.stream().map(Field::word).toList(),
        rejects.stream().map(reject -> row(reject, columns)).toList());
  }

  private static boolean isShown(Field column, Reject reject) {
    String cell = reject.cells().of(column);
    return cell != null
        && !cell.isEmpty()
        && (column != Field.EMAIL || OF_EMAIL.contains(reject.code()));
  }

  private static Row row(Reject reject, List<Field> columns) {
    List<Cell> cells =
        columns.stream()
            .map(column -> new Cell(column.word(), Figures.cell(reject.cells().of(column))))
            .toList();
    return new Row(Figures.number(reject.line()), cells, Figures.text(reject.message()));
  }
}
