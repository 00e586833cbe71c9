package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database: where it is, and the ways to open it. Nothing is open before it is asked for. Where a
 * method takes an echo, that gets every statement with its values; null for nobody.
 *
 * <p>Every method that opens it throws a {@link Failure} with {@code DATABASE_UNUSABLE} where it
 * can't be reached, or is none.
 */
public interface Database {

  /** As the user gave it, for messages. */
  String name();

  /**
   * Where it is. Files of ours that belong to it, such as rejects and sorted rows, are made beside
   * this path, and are named after it.
   */
  Path path();

  /** Where it is, so that others find it, from whatever folder; nothing secret. */
  String address();

  /** Whether there is one; it may have no tables. */
  boolean exists();

  /**
   * Makes sure that there is one.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  default void require() {
    require("check --db, or import something first");
  }

  /** The same, with what to do if there is none. */
  void require(String advice);

  /**
   * Opens it for the one who writes: locks it against other runs, makes it if there is none, and
   * updates its schema.
   *
   * @param work what is done, for others who find it held
   * @param patience how long to wait for another run
   * @throws Failure {@code DATABASE_BUSY}, {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}, {@code
   *     SCHEMA_INVALID}, {@code LEDGER_DAMAGED}
   */
  WritableDatabase write(String work, Duration patience, @Nullable Consumer<String> echo);

  /**
   * Opens it for reading, also while somebody writes.
   *
   * @throws Failure {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  ReadableDatabase read(@Nullable Consumer<String> echo);

  /** As it is at this moment, for reports. */
  Snapshot snapshot();

  /** Asks about its schema; changes nothing. */
  <T> T readSchema(@Nullable Consumer<String> echo, Function<Schema, T> work);

  /**
   * Works on its schema, locked against runs.
   *
   * @throws Failure {@code DATABASE_BUSY}; nobody is waited for
   */
  <T> T changeSchema(@Nullable Consumer<String> echo, Function<Schema, T> work);

  /**
   * Opens it to be copied whole into another database: locks it against runs, and updates its
   * schema.
   *
   * @param to where the copy will be, as a person gave it; an earlier one may be there already
   * @throws Failure as {@link #write}; {@code NOT_SUPPORTED} where that can't be done
   */
  default CopySource copySource(String to, @Nullable Consumer<String> echo) {
    throw Failure.at(
        ProblemCode.NOT_SUPPORTED,
        Place.of(name()),
        "a database is copied from SQLite only",
        "copy it with PostgreSQL's own pg_dump");
  }

  /**
   * Opens it to be filled with all of another database: locks it against runs, and makes its
   * tables.
   *
   * @throws Failure as {@link #write}; {@code NOT_SUPPORTED} where that can't be done
   */
  default CopyTarget copyTarget(@Nullable Consumer<String> echo) {
    throw Failure.at(
        ProblemCode.NOT_SUPPORTED,
        Place.of(name()),
        "a database is copied to PostgreSQL only",
        "an SQLite database is one file: copy that while nobody writes to it");
  }

  /**
   * Opens it for one who shares the work of a run with others.
   *
   * @param work what is done, to be seen on the server
   * @throws Failure {@code NOT_SUPPORTED} where one writes at a time; {@code SCHEMA_MISSING},
   *     {@code SCHEMA_NEWER}
   */
  default WorkerDatabase work(String work, @Nullable Consumer<String> echo) {
    throw Failure.at(
        ProblemCode.NOT_SUPPORTED,
        Place.of(name()),
        "an SQLite database is written by one process at a time",
        "workers need a PostgreSQL database: --db postgresql://HOST/DATABASE");
  }

  /** What its users are like taken together. */
  UserFigures figures();

  /** The numbers of its newest runs, newest first, at most this many; without what a run takes. */
  List<Long> newestRuns(int most);

  /**
   * When the job's newest import that did all it was to do has ended: UTC, ISO 8601; null if there
   * is none.
   */
  @Nullable String lastCompleted(String job);

  /** An empty one in a folder that goes by the same name, to find out what would happen in it. */
  Database standIn(Path folder);

  /** As a seed, which is copied to get its users. */
  SeedFile seed();

  /** The class by which Hibernate speaks to it. */
  String hibernateDialect();

  /** What Spring Batch calls databases of this kind. */
  String batchType();

  /**
   * Whether what went wrong is only that another program has written at the same time: nothing was
   * written then, and the same may be tried once more.
   */
  default boolean isDisturbance(Throwable thrown) {
    return false;
  }

  /** Whether what went wrong is no fault of the work, and can be waited for. */
  default Hindrance hindrance(Throwable thrown) {
    return Hindrance.NONE;
  }

  /**
   * A message for whatever went wrong in it. What would be a fault of the program may come of its
   * ledger: then it is looked for there.
   */
  Failure explain(Throwable thrown);

  /** What to say of a ledger that is damaged there. */
  Failure damaged(String where);
}
