package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.importing.Progress;
import dev.rollcall.importing.RunContext;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.problem.Failure;
import dev.rollcall.undoing.UndoRequest;
import dev.rollcall.undoing.UndoResult;
import dev.rollcall.undoing.UndoWatch;
import dev.rollcall.undoing.Undoer;

/** Undoes runs of one database, whose lock it holds. Not thread-safe. */
public final class UndoSession implements AutoCloseable {

  private final OpenDatabase database;
  private final Undoer undoer;

  private UndoSession(OpenDatabase database, Undoer undoer) {
    this.database = database;
    this.undoer = undoer;
  }

  /**
   * Opens the database.
   *
   * @throws Failure as {@link ImportSession#open}; {@code DATABASE_UNUSABLE} also if there is none
   */
  public static UndoSession open(Database file, ImportSession.Options options) {
    OpenDatabase database = OpenDatabase.existing(file, options);
    RunContext runContext =
        new RunContext(new SideFiles(file.path()), options.stop(), options.progress());
    Undoer undoer = new Undoer(database.users(), watch(runContext), database.explain());
    return new UndoSession(database, undoer);
  }

  private static UndoWatch watch(RunContext runContext) {
    return new UndoWatch() {
      @Override
      public void begin(long users) {
        runContext.stop().check();
        runContext.progress().begin(Progress.Phase.WRITING, users);
      }

      @Override
      public void at(long users) {
        runContext.stop().check();
        runContext.progress().at(users, users);
      }

      @Override
      public void abandoned(long runId) {
        runContext.files().discardStaging(runId);
      }
    };
  }

  /** Takes a run back; see {@link Undoer#undo}. */
  public UndoResult undo(UndoRequest request) {
    return undoer.undo(request);
  }

  @Override
  public void close() {
    database.close();
  }
}
