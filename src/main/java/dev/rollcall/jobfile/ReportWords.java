package dev.rollcall.jobfile;

import dev.rollcall.reporting.Compression;
import dev.rollcall.reporting.Filter;
import dev.rollcall.reporting.Layout;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.ReportFormat;
import dev.rollcall.text.Visible;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of reports that job files and flags share; see {@link JobValues}. */
public final class ReportWords {

  public static final List<String> REPORTS =
      Arrays.stream(NamedReport.values()).map(NamedReport::word).toList();
  public static final List<String> FORMATS =
      Arrays.stream(ReportFormat.values()).map(ReportFormat::word).toList();
  static final List<String> PACKINGS =
      Arrays.stream(Compression.values()).map(Compression::word).toList();

  /** A number as SQL has it; more digits than these stay a text. */
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  private static final Pattern REAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})\\.[0-9]{1,15}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  /** No run has a number as large. */
  static final long LARGEST_RUN = 1_000_000_000;

  private ReportWords() {}

  public static NamedReport report(String text) {
    return NamedReport.values()[JobValues.indexIn(REPORTS, text)];
  }

  public static ReportFormat format(String text) {
    return ReportFormat.values()[JobValues.indexIn(FORMATS, text)];
  }

  static Compression packing(String text) {
    return Compression.values()[JobValues.indexIn(PACKINGS, text)];
  }

  /** The value of a filter, as its parameter takes it. */
  public static Object filter(Filter filter, String text) {
    return switch (filter) {
      case LEVEL_MIN, LEVEL_MAX -> JobValues.level(text);
      case RUN -> run(text);
      case SINCE -> since(text);
      case USER -> JobValues.text(text, JobValues.LONGEST_TEXT);
    };
  }

  /**
   * What is said of a filter that a report does not have.
   *
   * @param mark what is before the name of a filter: nothing, or {@code --}
   */
  public static String notTaken(NamedReport report, String mark) {
    List<String> filters = report.filters().stream().map(filter -> mark + filter.word()).toList();
    return "does not go with " + report.word() + ", which takes " + String.join(", ", filters);
  }

  private static Object run(String text) {
    return text.equals(Filter.LAST_RUN)
        ? (Object) Filter.LAST_RUN
        : Long.valueOf(JobValues.wholeNumber(text, 1, LARGEST_RUN));
  }

  /** A day or a moment, in the form in which the ledger keeps moments. */
  private static String since(String text) {
    try {
      Instant moment =
          text.length() == "2026-11-01".length()
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(text);
      return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeParseException e) {
      throw new WrongWord(
          "must be a day or a moment, such as 2026-11-01 or 2026-11-01T02:00:00Z, not "
              + Visible.quoted(text),
          null);
    }
  }

  /** The name of a parameter, without the colon that is before it in SQL. */
  public static String parameterName(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new WrongWord(
          "must have names of letters, digits and _, without a colon, not " + Visible.quoted(text),
          null);
    }
    return text;
  }

  /** A parameter's value: what is written as a number is one, anything else is text. */
  public static Object parameter(String text) {
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return REAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  /** What means null. */
  public static String nullText(String text) {
    @Nullable String fault = Layout.faultOf(text);
    if (fault != null) {
      throw new WrongWord(fault, null);
    }
    return text;
  }
}
