package dev.rollcall.jobfile;

import static java.util.Objects.requireNonNullElse;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.inbox.Inbox;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.meaning.Workers;
import dev.rollcall.monitoring.PingUrl;
import dev.rollcall.reject.Limit;
import dev.rollcall.user.LevelRules;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the sections of a file with {@code import:}, and knows the defaults. */
final class ImportReader {

  private final String fileName;
  private final ValueReader values;
  private final Problems problems;

  /**
   * @param fileName the file's name without folder and extension, which names a job that has no
   *     name
   */
  ImportReader(String fileName, ValueReader values, Problems problems) {
    this.fileName = fileName;
    this.values = values;
    this.problems = problems;
  }

  /**
   * The job; where the file is wrong, with placeholders, and with the problems told.
   *
   * @param file as it was named
   */
  JobDefinition.Import read(Section top, String file, @Nullable PingUrl ping) {
    Section imports = top.section(Key.IMPORT);
    if (top.isMapping(Key.IMPORT) && imports.has(Key.FROM) == imports.has(Key.INBOX)) {
      problems.add(
          imports.place(Key.INBOX),
          imports.has(Key.INBOX)
              ? "import names its inputs already, and here is an inbox"
              : "import needs one of the keys \"from\" and \"inbox\"",
          imports.has(Key.INBOX) ? "remove one of the two" : null);
    }
    boolean concerned = imports.has(Key.INBOX) || imports.has(Key.AFTER);
    Inbox inbox = concerned ? InboxReader.read(imports, problems) : null;
    return new JobDefinition.Import(job(top, imports), inbox, file, ping);
  }

  private ImportJob job(Section top, Section imports) {
    Section csv = imports.section(Key.CSV);
    Section rejects = top.section(Key.REJECTS);
    @Nullable Character delimiter = csv.word(Key.DELIMITER, JobValues::delimiter);
    List<Charset> charsets = charsets(csv);
    @Nullable Boolean header = csv.has(Key.HEADER) ? csv.trueOrFalse(Key.HEADER) : Boolean.TRUE;
    @Nullable Long chunk = top.wholeNumber(Key.CHUNK);
    LevelRules levels = levels(top.section(Key.LEVELS));
    Mode mode = requireNonNullElse(imports.word(Key.MODE, JobValues::mode), Mode.UPSERT);
    ColumnMapping columns = new ColumnsReader(values, levels, problems).read(imports, header);
    return new ImportJob(
        JobName.read(imports, fileName, problems),
        requireNonNullElse(imports.texts(Key.FROM), List.of()),
        CsvFormat.of(delimiter, charsets, requireNonNullElse(header, true)).with(quirks(csv)),
        columns,
        mode,
        MissingReader.read(imports, mode, columns, problems),
        levels,
        requireNonNullElse(rejects.word(Key.LIMIT, JobValues::limit), Limit.DEFAULT),
        rejects.word(Key.FILE, JobValues::path),
        requireNonNullElse(top.word(Key.ROLLBACK, JobValues::rollback), RollbackPolicy.CHUNK),
        guards(top.section(Key.GUARD)),
        chunk == null ? ImportJob.DEFAULT_CHUNK : Math.toIntExact(chunk),
        top.text(Key.TO),
        requireNonNullElse(top.trueOrFalse(Key.CREATE), true),
        requireNonNullElse(top.trueOrFalse(Key.WORKERS), false) ? Workers.WANTED : Workers.NONE);
  }

  private List<Charset> charsets(Section csv) {
    boolean several = csv.has(Key.CHARSET) && !csv.isSingle(Key.CHARSET);
    List<Charset> charsets =
        csv.words(Key.CHARSET, several ? CharsetWords::namedCharset : CharsetWords::charset);
    try {
      return CharsetWords.severalCharsets(requireNonNullElse(charsets, List.of()));
    } catch (WrongWord wrong) {
      problems.add(csv.place(Key.CHARSET), Key.CHARSET.word() + " " + wrong.what(), wrong.advice());
      return List.of();
    }
  }

  private Quirks quirks(Section csv) {
    @Nullable Long skip = csv.wholeNumber(Key.SKIP);
    @Nullable Character quote =
        csv.has(Key.QUOTE)
            ? csv.word(Key.QUOTE, QuirkWords::quote)
            : (Character) Quirks.USUAL_QUOTE;
    @Nullable Character escape = csv.word(Key.ESCAPE, QuirkWords::sign);
    @Nullable Character comment = csv.word(Key.COMMENT, QuirkWords::sign);
    @Nullable Trailer trailer = trailer(csv);
    int lines = skip == null ? 0 : Math.toIntExact(skip);
    try {
      return QuirkWords.quirks(lines, quote, escape, comment, trailer);
    } catch (WrongWord wrong) {
      Key about = escape == null ? Key.COMMENT : Key.ESCAPE;
      problems.add(csv.place(about), Key.CSV.word() + " " + wrong.what(), wrong.advice());
      return Quirks.NONE;
    }
  }

  private static @Nullable Trailer trailer(Section csv) {
    if (!csv.has(Key.TRAILER)) {
      return null;
    }
    if (csv.isSingle(Key.TRAILER)) {
      @Nullable String match = csv.word(Key.TRAILER, QuirkWords::trailer);
      return match == null ? null : new Trailer(match, 0);
    }
    Section trailer = csv.section(Key.TRAILER);
    @Nullable String match = trailer.word(Key.MATCH, QuirkWords::trailer);
    @Nullable Long rows = trailer.wholeNumber(Key.ROWS);
    return match == null ? null : new Trailer(match, rows == null ? 0 : Math.toIntExact(rows));
  }

  private static Guards guards(Section guard) {
    Map<Guards.Kind, Limit> bounds = new EnumMap<>(Guards.Kind.class);
    Key.GUARDS.forEach(
        (kind, key) -> {
          @Nullable Limit bound = guard.word(key, JobValues::limit);
          if (bound != null) {
            bounds.put(kind, bound);
          }
        });
    return new Guards(bounds);
  }

  private LevelRules levels(Section levels) {
    LevelRules usual = LevelRules.DEFAULT;
    @Nullable Long min = levels.wholeNumber(Key.MIN);
    @Nullable Long max = levels.wholeNumber(Key.MAX);
    @Nullable Long maxStep = levels.wholeNumber(Key.MAX_STEP);
    boolean lower =
        requireNonNullElse(levels.word(Key.LOWER, JobValues::lower), usual.lowerAllowed());
    long lowest = requireNonNullElse(min, usual.min());
    long highest = requireNonNullElse(max, usual.max());
    if (lowest <= highest) {
      return new LevelRules(lowest, highest, maxStep, lower);
    }
    boolean understood =
        (min != null) == levels.has(Key.MIN) && (max != null) == levels.has(Key.MAX);
    if (understood) {
      problems.add(
          levels.place(min == null ? Key.MAX : Key.MIN),
          "min " + lowest + " is above max " + highest,
          min == null || max == null ? "the file must say both" : "no level could be between them");
    }
    return usual;
  }
}
