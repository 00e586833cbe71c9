package dev.rollcall.importing;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.meaning.FuzzedJobs;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.Meaning;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RejectFileLook;
import dev.rollcall.meaning.RowParser;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.Source;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.EmailRule;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.UserColumns;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes, read by a job up to where users would be written: every row is staged once, in its
 * order, as what the rules make of its cells; and the file of its rejects comes back as it was
 * written, each row with its line. The first bytes choose the job.
 */
public final class RowsFuzz {

  private static final String NAME = "users.csv";
  private static final String BACK = "rejects.csv";
  private static final int MOST_ROWS = 100_000;

  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_8,
    StandardCharsets.ISO_8859_1,
    StandardCharsets.UTF_16,
    Charset.forName("windows-1252"),
    Charset.forName("Shift_JIS"),
    Charset.forName("ISO-2022-JP"),
    Charset.forName("IBM037")
  };

  /** Faults of a row's form, which its reject may have no more: it has fewer cells. */
  private static final Set<RejectCode> OF_FORM =
      EnumSet.of(
          RejectCode.COLUMN_COUNT,
          RejectCode.QUOTE_MISPLACED,
          RejectCode.CELL_TOO_LONG,
          RejectCode.CELL_HAS_NUL);

  private static final Set<ProblemCode> DOCUMENTED =
      Set.of(
          ProblemCode.INPUT_EMPTY,
          ProblemCode.INPUT_CUT_OFF,
          ProblemCode.INPUT_UNREADABLE,
          ProblemCode.HEADER_WRONG,
          ProblemCode.DELIMITER_UNCLEAR,
          ProblemCode.QUOTE_NOT_CLOSED,
          ProblemCode.BYTES_NOT_IN_CHARSET);

  private final ImportJob job;
  private final UserColumns users;
  private final RowOrder order;

  private RowsFuzz(ImportJob job, RowOrder order) {
    this.job = job;
    this.users = FuzzedJobs.users(job);
    this.order = order;
  }

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    int dialect = fuzz.choice(12);
    int charset = fuzz.choice(1 + CHARSETS.length);
    int columns = fuzz.choice(FuzzedJobs.COLUMNS);
    RowOrder order = RowOrder.values()[fuzz.choice(2)];
    ImportJob job =
        FuzzedJobs.of(
            dialect >= 5 ? null : (Character) CsvFormat.DELIMITERS.charAt(dialect),
            charset == 0 ? null : CHARSETS[charset - 1],
            columns,
            fuzz);
    Broken.unlessSame(
        "meaning", Meaning.of(Meaning.parse(Meaning.of(job), "fuzz")), Meaning.of(job));
    new RowsFuzz(job, order).check(fuzz.rest());
  }

  private void check(byte[] bytes) {
    List<ParsedRow> staged;
    MappedInput delivery;
    try {
      Input input = Input.of(FuzzFolder.write(NAME, bytes), NAME);
      delivery = new MappedInput(job, input, users);
      staged = staged(delivery);
    } catch (Failure e) {
      Broken.unless(e, DOCUMENTED);
      return;
    }
    checkOrder(staged);
    staged.forEach(this::checkMeaning);
    List<Reject> rejects = new ArrayList<>(RunRejects.in(staged));
    rejects.sort(Comparator.comparingLong(Reject::line));
    if (!rejects.isEmpty()) {
      checkFedBack(delivery, rejects);
    }
  }

  private List<ParsedRow> staged(MappedInput delivery) {
    Input input = delivery.input();
    Path file = FuzzFolder.path("staged");
    Source source = new Source(NAME, input.sha256(), input.bytes());
    Run run = new Run(RunKind.IMPORT, null, job.name(), Meaning.of(job), source, false, 0, order);
    RunContext runContext =
        new RunContext(new SideFiles(FuzzFolder.path("users.db")), new StopSignal(), Progress.NONE);
    Request request = new Request(job, input, false, false);
    Stager stager = new Stager(delivery, request, run, null, file, runContext);
    try (StagedRecords staged = stager.stage().rows()) {
      List<ParsedRow> all = new ArrayList<>();
      new StagedChunks(staged, 0, users).next(MOST_ROWS).forEach(all::add);
      Broken.unlessSame("rows staged", (long) all.size(), staged.records());
      Broken.unlessSame("lines", lines(all), lines(delivery));
      return all;
    }
  }

  private static List<Long> lines(List<ParsedRow> rows) {
    return rows.stream().map(ParsedRow::line).sorted().toList();
  }

  private static List<Long> lines(MappedInput delivery) {
    List<Long> lines = new ArrayList<>();
    try (CsvReader reader = delivery.open()) {
      Row row;
      while ((row = reader.next()) != null) {
        lines.add(row.line());
      }
    }
    return lines;
  }

  private void checkOrder(List<ParsedRow> rows) {
    Comparator<ParsedRow> byLine = Comparator.comparingLong(ParsedRow::line);
    Comparator<ParsedRow> byUser =
        Comparator.comparing(
            row -> row instanceof UserRow user ? user.username() : "",
            (one, other) ->
                java.util.Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
    List<ParsedRow> sorted = new ArrayList<>(rows);
    sorted.sort(order == RowOrder.USER ? byUser.thenComparing(byLine) : byLine);
    Broken.unlessSame("order of rows", rows, sorted);
  }

  private void checkMeaning(ParsedRow row) {
    if (row instanceof UserRow user) {
      if (!(RowParser.parse(user.line(), user.cells(), user.meant(), users, false)
              instanceof UserRow looked)
          || !looked.username().equals(user.username())
          || looked.action() != user.action()
          || !Objects.equals(looked.reason(), user.reason())
          || !said(looked.values()).equals(said(user.values()))) {
        throw Broken.promise("a row that is another one with a closer look: " + row);
      }
      int length = user.username().codePointCount(0, user.username().length());
      boolean bare = user.username().equals(Blanks.strip(user.username()));
      if (length < 1 || length > 50 || !bare || user.username().indexOf(0) >= 0) {
        throw Broken.promise("a username that is none: " + row);
      }
      if (user.values().email() instanceof EmailChange.SetTo set
          && set.email() != null
          && EmailRule.judge(set.email()) != null) {
        throw Broken.promise("an address that is none: " + row);
      }
    } else if (row instanceof Invalid invalid && invalid.reject().message().isBlank()) {
      throw Broken.promise("a reject without words: " + row);
    }
  }

  private List<Object> said(NewValues values) {
    List<Object> said = new ArrayList<>(List.of(values.level(), values.email()));
    for (ExtraColumn column : users.extras()) {
      boolean says = values.extras().says(column);
      // What is secret is the same as nothing but itself.
      said.add(says && column.isSecret() ? "secret" : says + " " + values.extras().of(column));
    }
    return said;
  }

  /** A file that nobody has mended must say the same again, of the same rows. */
  private void checkFedBack(MappedInput delivery, List<Reject> rejects) {
    Path path = FuzzFolder.path(BACK);
    new RejectFile(delivery, "12-3f9a02c1").write(path, true, rejects::forEach);
    try {
      Input input = Input.of(path, BACK);
      RejectFileLook look = RejectFileLook.of(input, job.csv());
      if (look == null) {
        throw Broken.promise("a reject file that is not known for one");
      }
      MappedInput back = new MappedInput(look.readBy(job, job.csv()), input, users);
      try (CsvReader reader = back.open()) {
        for (Reject reject : rejects) {
          Row row = reader.next();
          if (row == null) {
            throw Broken.promise("the reject of line " + reject.line() + " is not in its file");
          }
          checkRow(back, row, reject);
        }
        Broken.unlessSame("row after the last reject", reader.next(), null);
      }
    } catch (Failure e) {
      if (e.code() == ProblemCode.BYTES_NOT_IN_CHARSET && e.getMessage().contains("is named")) {
        // By chance, what is left of it is UTF-8, too.
        return;
      }
      throw Broken.promise("a reject file that can't be read: " + e);
    }
  }

  private void checkRow(MappedInput back, Row row, Reject reject) {
    Broken.unlessSame("line", back.columns().added().line(row), reject.line());
    Cells cells = back.columns().cells(row);
    Broken.unlessSame("cells", text(cells), text(reject.cells()));
    if (OF_FORM.contains(reject.code())) {
      return;
    }
    Broken.unlessSame("fault of the row in the reject file", row.malformed(), null);
    ParsedRow again = back.parse(row, 1);
    if (again instanceof Invalid invalid) {
      Broken.unlessSame("code", invalid.reject().code(), reject.code());
    } else if (reject.code() != RejectCode.VALUE_TOO_LONG || users.fields().isEmpty()) {
      // What was too long may be a secret, which the file has not.
      throw Broken.promise("a reject that is none any more: " + reject);
    }
  }

  private List<String> text(Cells cells) {
    List<String> texts = new ArrayList<>();
    for (@Nullable String cell :
        new String[] {
          cells.username(), cells.email(), cells.level(), cells.action(), cells.reason()
        }) {
      texts.add(cell == null ? "" : cell);
    }
    for (Field field : users.fields()) {
      String cell = field.isSecret() ? null : cells.of(field);
      texts.add(cell == null ? "" : cell);
    }
    return texts;
  }
}
