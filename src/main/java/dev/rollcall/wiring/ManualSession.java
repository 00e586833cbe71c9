package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.importing.ManualChange;
import dev.rollcall.importing.ManualResult;
import dev.rollcall.problem.Failure;

/** Changes single users of one database, whose lock it holds. Not thread-safe. */
public final class ManualSession implements AutoCloseable {

  private final OpenDatabase database;

  private ManualSession(OpenDatabase database) {
    this.database = database;
  }

  /**
   * Opens the database.
   *
   * @param mayBeNew whether one is made where there is none
   * @throws Failure as {@link ImportSession#open}; {@code DATABASE_UNUSABLE} also if there is none
   *     and none is to be made
   */
  public static ManualSession open(Database file, ImportSession.Options options, boolean mayBeNew) {
    return new ManualSession(
        mayBeNew ? OpenDatabase.of(file, options) : OpenDatabase.existing(file, options));
  }

  /** Applies a change; see {@link ManualChange#apply}. */
  public ManualResult apply(ManualChange change) {
    return change.apply(database.users(), database.explain());
  }

  @Override
  public void close() {
    database.close();
  }
}
