package dev.rollcall.jobfile;

import dev.rollcall.cells.ValueMap;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.meaning.CellMeanings;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Missing;
import dev.rollcall.monitoring.PingUrl;
import dev.rollcall.reject.Field;
import dev.rollcall.reporting.Filter;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.LevelRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a job file, all of them, once: reading, the nearest key of a misspelt one, and the
 * test of the JSON Schema go by this table.
 *
 * @param word as it is in the file
 * @param form of its value
 * @param required whether its section can't do without
 */
record Key(String word, Form form, boolean required) {

  /** As many files as one job may name. */
  static final int MOST_FILES = 1_000;

  /** As many cells as a row may have. */
  static final int LAST_POSITION = 1_000;

  static final Key NAME = key("name", new Form.Text(ImportJob.NAME_LENGTH));
  static final Key FROM = key("from", new Form.Texts(JobValues.LONGEST_TEXT, MOST_FILES));

  static final Key FOLDER = new Key("folder", new Form.Text(JobValues.LONGEST_TEXT), true);
  static final Key FILES = new Key("match", new Form.Glob(JobValues.LONGEST_TEXT), true);
  static final Key READY = key("ready", new Form.Ready());
  static final Key INBOX = section("inbox", FOLDER, FILES, READY);

  static final Key DONE = key("done", new Form.Text(JobValues.LONGEST_TEXT));
  static final Key FAILED = key("failed", new Form.Text(JobValues.LONGEST_TEXT));
  static final Key AFTER = section("after", DONE, FAILED);

  static final Key DELIMITER = key("delimiter", new Form.OneOf(JobValues.DELIMITERS));
  static final Key CHARSET =
      key("charset", new Form.Texts(JobValues.LONGEST_TEXT, CharsetWords.MOST));
  static final Key HEADER = key("header", new Form.TrueOrFalse());
  static final Key SKIP = key("skip", new Form.WholeNumber(0, Quirks.MOST_SKIPPED));
  static final Key QUOTE = key("quote", new Form.OneOf(QuirkWords.QUOTES));
  static final Key ESCAPE = key("escape", new Form.OneOf(QuirkWords.SIGNS));
  static final Key COMMENT = key("comment", new Form.OneOf(QuirkWords.SIGNS));
  static final Key MATCH = new Key("match", new Form.Text(Trailer.LONGEST), true);
  static final Key ROWS = key("rows", new Form.WholeNumber(1, LAST_POSITION));
  static final Key TRAILER =
      key("trailer", new Form.TextOrSection(Trailer.LONGEST, List.of(MATCH, ROWS)));
  static final Key CSV =
      section("csv", DELIMITER, CHARSET, HEADER, SKIP, QUOTE, ESCAPE, COMMENT, TRAILER);

  static final Key STRICT = key(JobValues.STRICT, new Form.TrueOrFalse());
  static final Key COLUMNS =
      key(
          "columns",
          new Form.Columns(
              Stream.concat(Field.OWN.stream().map(Key::of), Stream.of(STRICT)).toList(),
              List.of(JobValues.STRICT)));

  static final Key EXTRA = key("extra", new Form.Extras(ExtraColumn.MOST));
  static final Key SECRET =
      key("secret", new Form.Texts(CellWords.LONGEST_COLUMN, ExtraColumn.MOST));

  static final Key EMPTY = key("empty", new Form.Texts(ValueMap.LONGEST, CellMeanings.MOST_EMPTY));

  static final Key FROM_COLUMN = key("from", new Form.Column(LAST_POSITION));
  static final Key REPLACE = key("replace", new Form.Parameters());
  static final Key CASE = key("case", new Form.OneOf(CellWords.CASES));
  static final Key VALUES = key("values", new Form.Parameters());
  static final Key DEFAULT = key("default", new Form.Text(ValueMap.LONGEST));

  static final Key MODE = key("mode", new Form.OneOf(JobValues.MODES));
  static final Key MISSING_LEVEL =
      key("level", new Form.WholeNumber(-LevelRules.LARGEST, LevelRules.LARGEST));
  static final Key SET = key("set", new Form.Parameters());
  static final Key DELETE_AFTER = key("delete-after", new Form.Days(Missing.MOST_DAYS));
  static final Key MISSING =
      key(
          "missing",
          new Form.WordOrSection(
              List.of(JobValues.DELETE), List.of(MISSING_LEVEL, SET, DELETE_AFTER)));
  static final Key IMPORT =
      new Key(
          "import",
          new Form.Section(
              List.of(NAME, FROM, INBOX, AFTER, CSV, COLUMNS, EXTRA, SECRET, EMPTY, MODE, MISSING)),
          true);

  static final Key MIN = key("min", new Form.WholeNumber(-LevelRules.LARGEST, LevelRules.LARGEST));
  static final Key MAX = key("max", new Form.WholeNumber(-LevelRules.LARGEST, LevelRules.LARGEST));
  static final Key MAX_STEP = key("max-step", new Form.WholeNumber(0, LevelRules.LARGEST));
  static final Key LOWER = key("lower", new Form.OneOf(JobValues.LOWERINGS));
  static final Key LEVELS = section("levels", MIN, MAX, MAX_STEP, LOWER);

  static final Key LIMIT = key("limit", new Form.Limit(JobValues.MOST_REJECTS));
  static final Key FILE = key("file", new Form.Text(JobValues.LONGEST_TEXT));
  static final Key REJECTS = section("rejects", LIMIT, FILE);

  static final Map<Guards.Kind, Key> GUARDS = guards();
  static final Key GUARD = key("guard", new Form.Section(List.copyOf(GUARDS.values())));

  static final Key ROLLBACK = key("rollback", new Form.OneOf(JobValues.ROLLBACKS));
  static final Key CHUNK = key("chunk", new Form.WholeNumber(1, ImportJob.LARGEST_CHUNK));
  static final Key TO = key("to", new Form.Text(JobValues.LONGEST_TEXT));

  static final Key WORKERS = key("workers", new Form.TrueOrFalse());

  static final Key CREATE = key("create", new Form.TrueOrFalse());

  static final Key PING = key("ping", new Form.Url(PingUrl.LONGEST));

  /** The file itself, which has no key. */
  static final Key TOP =
      section(
          "the file", IMPORT, LEVELS, REJECTS, GUARD, ROLLBACK, CHUNK, WORKERS, TO, CREATE, PING);

  static final Key QUERY = key("query", new Form.OneOf(ReportWords.REPORTS));
  static final Key SQL = key("sql", new Form.Text(JobValues.LONGEST_TEXT));
  static final Map<Filter, Key> FILTERS = filters();
  static final Key FILTER = key("filter", new Form.Section(List.copyOf(FILTERS.values())));
  static final Key PARAMS = key("params", new Form.Parameters());
  static final Key FORMAT = key("format", new Form.OneOf(ReportWords.FORMATS));
  static final Key COMPRESS = key("compress", new Form.OneOf(ReportWords.PACKINGS));
  static final Key NULL = key("nulls", new Form.NullText());
  static final Key SPREADSHEET_SAFE = key("spreadsheet-safe", new Form.TrueOrFalse());
  static final Key OUT = key("out", new Form.Text(JobValues.LONGEST_TEXT));
  static final Key REPORT =
      new Key(
          "report",
          new Form.Section(
              List.of(
                  NAME,
                  QUERY,
                  SQL,
                  FILTER,
                  PARAMS,
                  FORMAT,
                  COMPRESS,
                  HEADER,
                  NULL,
                  SPREADSHEET_SAFE,
                  OUT)),
          true);
  static final Key FROM_DATABASE = key("from", new Form.Text(JobValues.LONGEST_TEXT));

  /** The same for a file with a report. */
  static final Key REPORT_FILE = section("the file", REPORT, FROM_DATABASE, PING);

  /** The key in {@link #COLUMNS} that names a field's column. */
  static Key of(Field field) {
    return new Key(field.word(), new Form.Column(LAST_POSITION), field == Field.USERNAME);
  }

  /** {@link #EXTRA} with keys that the user has chosen. */
  static Key extras(List<String> names) {
    return key(
        EXTRA.word, new Form.Section(names.stream().map(name -> key(name, EXTRA.form)).toList()));
  }

  /** The same with all that may be said of its cells. */
  static Key meaningOf(Field field) {
    if (field.isSecret()) {
      // What else could be said is kept with each run, and has secrets in it.
      return key(field.word(), new Form.Section(List.of(FROM_COLUMN, CASE)));
    }
    boolean ofUser = field == Field.EMAIL || field == Field.LEVEL || field.isExtra();
    List<Key> keys = List.of(FROM_COLUMN, REPLACE, CASE, VALUES, DEFAULT);
    return key(field.word(), new Form.Section(ofUser ? keys : keys.subList(0, 4)));
  }

  /** The keys that may be below this one. */
  List<Key> keys() {
    if (form instanceof Form.Section section) {
      return section.keys();
    }
    if (form instanceof Form.TextOrSection section) {
      return section.keys();
    }
    if (form instanceof Form.WordOrSection section) {
      return section.keys();
    }
    return form instanceof Form.Columns columns ? columns.keys() : List.of();
  }

  /** The section that has a key of this name, if a section other than the columns has. */
  static @Nullable Key sectionWith(String word) {
    return sectionWith(word, TOP);
  }

  private static @Nullable Key sectionWith(String word, Key section) {
    if (section.form instanceof Form.Section below) {
      for (Key key : below.keys()) {
        Key found = key.word.equals(word) ? section : sectionWith(word, key);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Map<Guards.Kind, Key> guards() {
    Map<Guards.Kind, Key> keys = new EnumMap<>(Guards.Kind.class);
    for (Guards.Kind kind : Guards.Kind.values()) {
      keys.put(kind, key(kind.word(), new Form.Limit(JobValues.MOST_REJECTS)));
    }
    return Collections.unmodifiableMap(keys);
  }

  private static Map<Filter, Key> filters() {
    Map<Filter, Key> keys = new EnumMap<>(Filter.class);
    for (Filter filter : Filter.values()) {
      Form form =
          switch (filter) {
            case LEVEL_MIN, LEVEL_MAX ->
                new Form.WholeNumber(-LevelRules.LARGEST, LevelRules.LARGEST);
            case RUN -> new Form.Run(ReportWords.LARGEST_RUN);
            case SINCE -> new Form.Moment();
            case USER -> new Form.Text(JobValues.LONGEST_TEXT);
          };
      keys.put(filter, key(filter.word(), form));
    }
    return Collections.unmodifiableMap(keys);
  }

  private static Key key(String word, Form form) {
    return new Key(word, form, false);
  }

  private static Key section(String word, Key... keys) {
    return key(word, new Form.Section(List.of(keys)));
  }
}
