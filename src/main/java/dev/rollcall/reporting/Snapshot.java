package dev.rollcall.reporting;

import java.util.List;

/**
 * A database as it was at one moment, whatever is written to it meanwhile; nothing can be written
 * through it. Holds no lock against writers. Not thread-safe.
 */
public interface Snapshot extends AutoCloseable {

  /**
   * Makes sure that the database has what a report asks for.
   *
   * @throws dev.rollcall.problem.Failure {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  void require(NamedReport report);

  /**
   * The columns that users have beside those of every user, as SQL names them, for {@link
   * NamedReport#hasExtras()}; without those that may not be shown.
   */
  List<String> extraColumns();

  /**
   * The answer to a query; valid until the next one or the end of the snapshot.
   *
   * @throws dev.rollcall.problem.Failure {@code QUERY} for SQL that the database does not take
   */
  Rows rows(Query query);

  @Override
  void close();
}
