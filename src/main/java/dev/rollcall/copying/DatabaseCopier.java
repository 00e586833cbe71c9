package dev.rollcall.copying;

import dev.rollcall.database.CopiedTable;
import dev.rollcall.database.CopySource;
import dev.rollcall.database.CopyTarget;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies all of a database into an empty one, compares both, and marks the old one. Whenever it is
 * killed, either nothing has changed, or the same copy can be made once more: it finds then what is
 * there already, and does the rest.
 */
public final class DatabaseCopier {

  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  private final CopySource source;
  private final CopyTarget target;
  private final String address;
  private final Progress progress;
  private long done;

  /**
   * @param address of the target, for messages and the mark
   * @param progress hears of rows that were copied, or compared, each row being both; may throw to
   *     stop
   */
  public DatabaseCopier(CopySource source, CopyTarget target, String address, Progress progress) {
    this.source = source;
    this.target = target;
    this.address = address;
    this.progress = progress;
  }

  /**
   * Copies.
   *
   * @throws Failure {@code DATABASE_NOT_EMPTY} if the target has something else in it; {@code
   *     BALANCE} if the two don't agree; nothing has changed then
   */
  public CopyResult copy() {
    List<CopiedTable> tables = source.tables();
    boolean before = !target.isEmpty();
    if (!before) {
      source.extraColumns().forEach(target::addColumn);
    }
    Map<String, RowsDigest.Result> sent = new LinkedHashMap<>();
    for (CopiedTable table : tables) {
      sent.put(table.name(), before ? read(table) : send(table));
    }
    if (!before) {
      target.continueAfter(source.lastUserId());
    }
    for (CopiedTable table : tables) {
      RowsDigest.Result arrived = arrived(table);
      if (!arrived.equals(sent.get(table.name()))) {
        throw before ? notEmpty() : differs(table, arrived.rows());
      }
    }
    // From the first mark on nobody writes to the old one, whether or not the commit gets through.
    source.mark(address, false);
    target.commit();
    source.mark(address, true);
    Map<String, Long> rows = new LinkedHashMap<>();
    sent.forEach((table, result) -> rows.put(table, result.rows()));
    return new CopyResult(rows, before);
  }

  private RowsDigest.Result send(CopiedTable table) {
    RowsDigest digest = new RowsDigest();
    try (CopyTarget.Filling filling = target.fill(table)) {
      source.each(
          table,
          row -> {
            digest.add(row);
            filling.take(row);
            look();
          });
      filling.end();
    }
    return digest.result();
  }

  private RowsDigest.Result read(CopiedTable table) {
    RowsDigest digest = new RowsDigest();
    source.each(table, digest::add);
    return digest.result();
  }

  private RowsDigest.Result arrived(CopiedTable table) {
    RowsDigest digest = new RowsDigest();
    target.each(
        table,
        row -> {
          digest.add(row);
          look();
        });
    return digest.result();
  }

  private void look() {
    done++;
    if (done % ROWS_BETWEEN_LOOKS == 0) {
      progress.at(done, done);
    }
  }

  private Failure notEmpty() {
    return Failure.at(
        ProblemCode.DATABASE_NOT_EMPTY,
        Place.of(address),
        "there are users or runs in it that are not those of the database to be copied",
        "copy into an empty database, or another schema (currentSchema in the address)");
  }

  private Failure differs(CopiedTable table, long rows) {
    return Failure.at(
        ProblemCode.BALANCE,
        Place.of(address),
        "the copy of the table "
            + table.name()
            + " differs from it, or has not as many rows ("
            + rows
            + "); nothing was written",
        "run it again; if it differs again, report it");
  }
}
