package dev.rollcall.meaning;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.user.UserColumns;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input as a job reads it: where its columns are and how it is written. Opening it again always
 * begins at the first row.
 */
public final class MappedInput {

  private static final String CHARSET_ADVICE =
      "name the charset it is written in, such as --charset windows-1252 (charset: windows-1252 in a"
          + " job file)";

  private final UserColumns users;
  private final ImportJob job;
  private final Input input;
  private final InputColumns columns;
  private final char delimiter;
  private final Charset charset;
  private final @Nullable MeantCells meant;
  private CsvFormat format;

  /** Of a job that has no extra columns. */
  public MappedInput(ImportJob job, Input input) {
    this(job, input, UserColumns.OWN);
  }

  /**
   * Looks at the beginning of the input: its header, its delimiter, its columns.
   *
   * @param users the columns that users have
   */
  public MappedInput(ImportJob job, Input input, UserColumns users) {
    this.users = users;
    this.job = job;
    this.input = input;
    this.format = job.csv();
    CellMeanings meanings = job.columns().meanings();
    this.meant = meanings.changeNothing() ? null : new MeantCells(meanings, job.columns().fields());
    try (CsvReader reader = open()) {
      this.columns =
          InputColumns.resolve(job.columns(), reader.header(), reader.width(), reader::headerPlace);
      this.delimiter = reader.delimiter();
      this.charset = reader.charset();
      // Not to be found a second time.
      this.format = format.dividedBy(delimiter).writtenIn(charset);
    } catch (Failure e) {
      throw told(e);
    }
  }

  /**
   * What is wrong with the input, for people: without a word of it where that may be a secret, as
   * one whose bytes are not in the charset.
   */
  public Failure told(Failure wrong) {
    boolean secrets = job.columns().extras().stream().anyMatch(Field::isSecret);
    return secrets && wrong.code() == ProblemCode.BYTES_NOT_IN_CHARSET
        ? new Failure(wrong.problems().get(0).advising(CHARSET_ADVICE), null)
        : wrong;
  }

  /** The input from its first row on. */
  public CsvReader open() {
    return CsvReader.open(input, format, job.columns().names().get(Field.USERNAME));
  }

  /** What the user should know: how the input is written, as far as it was found by looking. */
  public List<String> notes() {
    List<String> found = new ArrayList<>();
    if (job.csv().charsets().size() != 1) {
      found.add("read as " + charset.name());
    }
    if (job.csv().delimiter() == null) {
      String shown = delimiter == '\t' ? "tab" : Character.toString(delimiter);
      found.add(columns.width() == 1 ? "one column" : "divided by " + shown);
    }
    List<String> notes = new ArrayList<>();
    if (!found.isEmpty()) {
      notes.add(String.join(", ", found));
    }
    notes.addAll(columns.notes());
    return notes;
  }

  /**
   * What a row means.
   *
   * @param line where it was in the input, or 0 if that is not known
   */
  public ParsedRow parse(Row row, long line) {
    RejectCode malformed = row.malformed();
    if (malformed != null) {
      return invalid(row, line, malformed, String.valueOf(row.message()));
    }
    Cells cells = columns.cells(row);
    return meant == null
        ? RowParser.parse(line, cells, cells, users, row.isPlain())
        : parse(line, cells, meant.of(cells, row.isPlain()));
  }

  private ParsedRow parse(long line, Cells cells, MeantCells.Meant found) {
    if (found.fault() == null || found.of() == null) {
      return RowParser.parse(line, cells, found.cells(), users, found.plain());
    }
    String message =
        found.fault() == RejectCode.VALUE_UNKNOWN
            ? RejectMessage.ofValue(found.of(), String.valueOf(found.cells().of(found.of())))
            : "what the job makes of the " + found.of().word() + " has more than 64 KiB";
    Reject reject = new Reject(line, found.fault(), message, cells);
    return new Invalid(reject, RowParser.named(found.cells().username()));
  }

  /** Whom a row names; null if nobody. */
  public @Nullable String named(Row row) {
    Cells cells = columns.cells(row);
    return RowParser.named((meant == null ? cells : meant.of(cells, false).cells()).username());
  }

  /** A row that can't be applied, whatever its cells say. */
  public Invalid invalid(Row row, long line, RejectCode code, String message) {
    // With the wrong number of cells, a cell may be one that must not be kept.
    boolean attributable = row.malformed() != RejectCode.COLUMN_COUNT || columns.keepsAll();
    Cells cells = attributable ? columns.cells(row) : Cells.NONE;
    Reject reject = new Reject(line, code, message, cells);
    return new Invalid(reject, named(row));
  }

  /** The columns that users have. */
  public UserColumns users() {
    return users;
  }

  public ImportJob job() {
    return job;
  }

  public Input input() {
    return input;
  }

  public InputColumns columns() {
    return columns;
  }

  public char delimiter() {
    return delimiter;
  }

  public Charset charset() {
    return charset;
  }
}
