package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.importing.ManualChange;
import dev.rollcall.importing.ManualResult;
import dev.rollcall.problem.Failure;

/** Changes a single user of a database, whose lock it holds meanwhile. */
public final class ManualSession {

  private ManualSession() {}

  /**
   * Applies a change; see {@link ManualChange#apply}.
   *
   * @param mayBeNew whether a database is made where there is none
   * @throws Failure also as {@link ImportSession#open}; {@code DATABASE_UNUSABLE} if there is none
   *     and none is to be made
   */
  public static ManualResult apply(
      Database file, ImportSession.Options options, boolean mayBeNew, ManualChange change) {
    try (OpenDatabase database =
        mayBeNew ? OpenDatabase.of(file, options) : OpenDatabase.existing(file, options)) {
      return change.apply(database.users(), database.explain());
    }
  }
}
