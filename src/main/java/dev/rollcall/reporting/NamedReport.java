package dev.rollcall.reporting;

import static java.util.stream.Collectors.joining;

import dev.rollcall.reporting.Query.Walk;
import dev.rollcall.text.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reports there are; the SQL of each is in {@code reports/<word>.sql}. */
public enum NamedReport {
  USERS(false, Filter.LEVEL_MIN, Filter.LEVEL_MAX),
  LEVELS(false, Filter.LEVEL_MIN, Filter.LEVEL_MAX),
  CHANGES(true, Filter.SINCE, Filter.RUN, Filter.USER),
  REJECTS(true, Filter.RUN),
  RUNS(true, Filter.SINCE);

  /** How the SQL of a report says in which other order it may be. */
  private static final Pattern NEWEST_FIRST =
      Pattern.compile("order by [^/]* /\\* newest first: (.*) \\*/");

  /** Where the SQL of a report has columns that only some databases have. */
  private static final String EXTRA = " /* extra columns */";

  private final boolean needsLedger;
  private final List<Filter> filters;

  NamedReport(boolean needsLedger, Filter... filters) {
    this.needsLedger = needsLedger;
    this.filters = List.of(filters);
  }

  /** As it is in job files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it asks for runs; a database that has not been adopted has none. */
  public boolean needsLedger() {
    return needsLedger;
  }

  /** Whether it has the extra columns that a database may have. */
  public boolean hasExtras() {
    return this == USERS || this == CHANGES || this == REJECTS;
  }

  /** What it can be narrowed by. */
  public List<Filter> filters() {
    return filters;
  }

  /**
   * The query of this report.
   *
   * @param values of some of its filters
   * @param extras the extra columns that users have in the database, as SQL names them
   */
  public Query query(Map<Filter, Object> values, List<String> extras) {
    return query(values, sql(extras));
  }

  /**
   * The same for people, who look for what happened last: newest runs first. Of users and levels it
   * is the same query.
   */
  public Query newestFirst(Map<Filter, Object> values, List<String> extras) {
    return query(values, NEWEST_FIRST.matcher(sql(extras)).replaceFirst("order by $1"));
  }

  private Query query(Map<Filter, Object> values, String sql) {
    if (!filters.containsAll(values.keySet())) {
      throw new IllegalArgumentException(word() + " can't be narrowed by " + values.keySet());
    }
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    filters.forEach(filter -> parameters.put(filter.parameter(), values.get(filter)));
    return new Query(word(), sql, parameters, this == USERS ? new Walk("users", "id") : null);
  }

  private String sql(List<String> extras) {
    List<String> columns =
        switch (this) {
          case USERS -> extras;
          case CHANGES -> extras.isEmpty() ? extras : List.of("c.extra_before", "c.extra_after");
          case REJECTS -> extras.isEmpty() ? extras : List.of("extra");
          case LEVELS, RUNS -> List.of();
        };
    String listed = columns.stream().map(column -> ",\n  " + column).collect(joining());
    return sql().replace(EXTRA, listed);
  }

  private String sql() {
    return Resource.read("/reports/" + word() + ".sql");
  }
}
