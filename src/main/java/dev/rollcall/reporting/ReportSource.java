package dev.rollcall.reporting;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a report asks the database. */
public sealed interface ReportSource {

  /** For messages and progress. */
  String name();

  /** What a page of it is headed. */
  default String title() {
    return name();
  }

  /** The query. Throws a {@link dev.rollcall.problem.Failure} if it is in no good file. */
  Query query();

  /** The same for a window or a page, which show the first rows only. */
  default Query queryForPeople() {
    return query();
  }

  /**
   * One of the reports there are.
   *
   * @param filters each must be one of its own
   * @param extras the extra columns that users have in the database, as SQL names them
   */
  record Named(NamedReport report, Map<Filter, Object> filters, List<String> extras)
      implements ReportSource {

    /** Of a database of which nothing is known yet. */
    public Named(NamedReport report, Map<Filter, Object> filters) {
      this(report, filters, List.of());
    }

    /** The same of a database whose users have these extra columns. */
    public Named with(List<String> columns) {
      return new Named(report, filters, columns);
    }

    @Override
    public String name() {
      return report.word();
    }

    @Override
    public Query query() {
      return report.query(filters, extras);
    }

    @Override
    public Query queryForPeople() {
      return report.newestFirst(filters, extras);
    }
  }

  /** SQL of the user's own, in a file; the parameters are texts, longs and doubles. */
  record Own(Path file, Map<String, Object> parameters) implements ReportSource {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public Query query() {
      return new Query(name(), SqlFile.read(file), Map.copyOf(parameters));
    }
  }

  /** The same SQL from a stream, such as standard input; it is read once, and not closed. */
  record Piped(InputStream sql, Map<String, Object> parameters) implements ReportSource {
    @Override
    public String name() {
      return "-";
    }

    @Override
    public String title() {
      return "Report";
    }

    @Override
    public Query query() {
      return new Query(name(), SqlFile.read(sql), Map.copyOf(parameters));
    }
  }
}
