package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.problem.Failure;
import dev.rollcall.undoing.UndoRequest;
import dev.rollcall.undoing.UndoResult;
import dev.rollcall.undoing.Undoer;

/** Undoes a run of a database, whose lock it holds meanwhile. */
public final class UndoSession {

  private UndoSession() {}

  /**
   * Takes a run back; see {@link Undoer#undo}.
   *
   * @throws Failure also as {@link ImportSession#open}; {@code DATABASE_UNUSABLE} if there is none
   */
  public static UndoResult undo(Database file, ImportSession.Options options, UndoRequest request) {
    SideFiles files = new SideFiles(file.path());
    try (OpenDatabase database = OpenDatabase.existing(file, options)) {
      return new Undoer(
              database.users(), options.stoppable(), files::discardStaging, database.explain())
          .undo(request);
    }
  }
}
