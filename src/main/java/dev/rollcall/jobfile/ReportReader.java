package dev.rollcall.jobfile;

import static java.util.Objects.requireNonNullElse;

import dev.rollcall.reporting.Compression;
import dev.rollcall.reporting.Filter;
import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.reporting.ReportSource;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the sections of a file with {@code report:}, and knows the defaults. */
final class ReportReader {

  private final String fileName;
  private final Problems problems;

  /**
   * @param fileName the file's name without folder and extension, which names a job that has no
   *     name
   */
  ReportReader(String fileName, Problems problems) {
    this.fileName = fileName;
    this.problems = problems;
  }

  /** The job; where the file is wrong, with placeholders, and with the problems told. */
  ReportJob read(Section top) {
    Section report = top.section(Key.REPORT);
    if (report.has(Key.QUERY) == report.has(Key.SQL)) {
      problems.add(
          report.place(Key.SQL),
          report.has(Key.SQL)
              ? "there is a report by name already, and here is SQL"
              : "report needs one of the keys \"query\" and \"sql\"",
          report.has(Key.SQL) ? "remove one of the two" : null);
    }
    @Nullable ReportFormat format = report.word(Key.FORMAT, ReportWords::format);
    return new ReportJob(
        JobName.read(report, fileName, problems),
        report.has(Key.SQL) ? own(report) : named(report),
        format,
        layout(report, format),
        requireNonNullElse(report.word(Key.COMPRESS, ReportWords::packing), Compression.NONE),
        report.word(Key.OUT, JobValues::path),
        top.text(Key.FROM_DATABASE));
  }

  private ReportSource named(Section report) {
    refuse(report, Key.PARAMS, "goes with \"sql\"");
    @Nullable NamedReport named = report.word(Key.QUERY, ReportWords::report);
    Section section = report.section(Key.FILTER);
    Map<Filter, Object> filters = new EnumMap<>(Filter.class);
    Key.FILTERS.forEach(
        (filter, key) -> {
          @Nullable Object value =
              key.form() instanceof Form.WholeNumber
                  ? section.wholeNumber(key)
                  : section.word(key, text -> ReportWords.filter(filter, text));
          if (value == null || named == null) {
            return;
          }
          if (named.filters().contains(filter)) {
            filters.put(filter, value);
          } else {
            problems.add(
                section.place(key), key.word() + " " + ReportWords.notTaken(named, ""), null);
          }
        });
    NamedReport given = requireNonNullElse(named, NamedReport.USERS);
    return new ReportSource.Named(given, filters);
  }

  private ReportSource own(Section report) {
    refuse(report, Key.FILTER, "goes with \"query\"; SQL of your own has \"params\"");
    Map<String, Object> values = new LinkedHashMap<>();
    report
        .texts(Key.PARAMS, ReportWords::parameterName)
        .forEach((name, text) -> values.put(name, ReportWords.parameter(text)));
    Path file = requireNonNullElse(report.word(Key.SQL, JobValues::path), Path.of(""));
    return new ReportSource.Own(file, values);
  }

  private Layout layout(Section report, @Nullable ReportFormat format) {
    if (format != null && !format.hasLayout()) {
      for (Key key : new Key[] {Key.HEADER, Key.NULL, Key.SPREADSHEET_SAFE}) {
        refuse(report, key, "does not go with " + format.word());
      }
    }
    return new Layout(
        requireNonNullElse(report.trueOrFalse(Key.HEADER), true),
        requireNonNullElse(report.word(Key.NULL, ReportWords::nullText), ""),
        requireNonNullElse(report.trueOrFalse(Key.SPREADSHEET_SAFE), false));
  }

  private void refuse(Section report, Key key, String why) {
    if (report.has(key)) {
      problems.add(report.place(key), key.word() + " " + why, null);
    }
  }
}
