package dev.rollcall.meaning;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Quirks;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.user.LevelRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an import, from a job file or from flags; the same either way.
 *
 * @param name the job's name, part of a run's identity; at most {@value #NAME_LENGTH} characters
 * @param from paths, globs or {@code -} for standard input, in the order given
 * @param csv how the input is written
 * @param columns which column says what
 * @param mode which users the import may meet
 * @param missing what becomes of users whom a mirror's input does not name
 * @param levels what may happen to a level
 * @param rejectLimit the skip policy
 * @param rejectFile where rejects go; null for a file beside the database, named after the run
 * @param rollback what a failed run leaves; a mirror always leaves the database as it was
 * @param guards how much of the users it may touch
 * @param chunk rows of one transaction, 1 to {@value #LARGEST_CHUNK}
 * @param to the database as {@code --db} takes it, or null to leave it to {@code --db}
 * @param create whether the database is made if it isn't there
 * @param workers whether it is handed out to workers
 */
public record ImportJob(
    String name,
    List<String> from,
    CsvFormat csv,
    ColumnMapping columns,
    Mode mode,
    Missing missing,
    LevelRules levels,
    Limit rejectLimit,
    @Nullable Path rejectFile,
    RollbackPolicy rollback,
    Guards guards,
    int chunk,
    @Nullable String to,
    boolean create,
    Workers workers) {

  /** Names a job that was given no name. */
  public static final String DEFAULT_NAME = "import";

  public static final int NAME_LENGTH = 100;

  public static final int DEFAULT_CHUNK = 20_000;

  /** What fits a heap of 64 MB with cells of usual length. */
  public static final int LARGEST_CHUNK = 100_000;

  /** A file that was cut off must not empty a table. */
  private static final Guards MIRROR_GUARDS =
      new Guards(Map.of(Guards.Kind.DELETE, Limit.ofShare(10)));

  public ImportJob {
    from = List.copyOf(from);
    if (mode == Mode.MIRROR) {
      rollback = RollbackPolicy.RUN;
      guards = MIRROR_GUARDS.with(guards);
    }
    if (chunk < 1 || chunk > LARGEST_CHUNK) {
      throw new IllegalArgumentException("chunk " + chunk);
    }
  }

  /** One that retires nobody, and that one process does alone. */
  public ImportJob(
      String name,
      List<String> from,
      CsvFormat csv,
      ColumnMapping columns,
      Mode mode,
      LevelRules levels,
      Limit rejectLimit,
      @Nullable Path rejectFile,
      RollbackPolicy rollback,
      Guards guards,
      int chunk,
      @Nullable String to,
      boolean create) {
    this(
        name,
        from,
        csv,
        columns,
        mode,
        Missing.DELETED,
        levels,
        rejectLimit,
        rejectFile,
        rollback,
        guards,
        chunk,
        to,
        create,
        Workers.NONE);
  }

  /** The extra columns that it names anywhere. */
  public List<Field> extras() {
    List<Field> extras = new ArrayList<>(columns.extras());
    for (String name : missing.set().keySet()) {
      if (extras.stream().noneMatch(field -> field.word().equals(name))) {
        extras.add(Field.extra(extras.size(), name, false));
      }
    }
    return extras;
  }

  /** The same job, naming no file for rejects. */
  public ImportJob withoutRejectFile() {
    return rejectingTo(null);
  }

  /** The same job, with rejects that go to this file; null for one beside the database. */
  public ImportJob rejectingTo(@Nullable Path file) {
    return with(csv, mode, rejectLimit, file, rollback, guards, chunk);
  }

  /** The same job, for input that is written otherwise. */
  public ImportJob writtenAs(CsvFormat format) {
    return with(format, mode, rejectLimit, rejectFile, rollback, guards, chunk);
  }

  /**
   * The same job, for a file that is not written as its input is, but as the program writes
   * rejects.
   */
  public ImportJob forRejects() {
    return writtenAs(csv.with(Quirks.NONE));
  }

  /** The same job, for some of its rows alone: a mirror of those would delete all other users. */
  public ImportJob ofSomeRows() {
    Mode some = mode == Mode.MIRROR ? Mode.UPSERT : mode;
    return with(csv, some, rejectLimit, rejectFile, rollback, guards, chunk);
  }

  /** The same job, with chunks of this many rows. */
  public ImportJob chunked(int rows) {
    return with(csv, mode, rejectLimit, rejectFile, rollback, guards, rows);
  }

  /** The same job, handed out to workers, or not. */
  public ImportJob handedOut(Workers hands) {
    return new ImportJob(
        name,
        from,
        csv,
        columns,
        mode,
        missing,
        levels,
        rejectLimit,
        rejectFile,
        rollback,
        guards,
        chunk,
        to,
        create,
        hands);
  }

  /** The same job, done as another one is: what is no part of its meaning is that one's. */
  public ImportJob doneLike(ImportJob o) {
    return with(csv, mode, o.rejectLimit, o.rejectFile, o.rollback, o.guards, o.chunk);
  }

  /** The same job, with another limit. */
  public ImportJob limitedTo(Limit limit) {
    return with(csv, mode, limit, rejectFile, rollback, guards, chunk);
  }

  /** The same job, with other bounds for what is named here. */
  public ImportJob allowing(Guards more) {
    return with(csv, mode, rejectLimit, rejectFile, rollback, guards.with(more), chunk);
  }

  /**
   * What a job is, and whose, stays the same; how its input is written, and its bounds, may not.
   */
  private ImportJob with(
      CsvFormat format,
      Mode met,
      Limit limit,
      @Nullable Path rejects,
      RollbackPolicy undoing,
      Guards bounds,
      int rows) {
    return new ImportJob(
        name, from, format, columns, met, missing, levels, limit, rejects, undoing, bounds, rows,
        to, create, workers);
  }
}
