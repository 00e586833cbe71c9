package dev.rollcall.importing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that a run keeps beside its database. */
public final class SideFiles {

  private final Path database;

  /**
   * @param database the database's file
   */
  public SideFiles(Path database) {
    this.database = database.toAbsolutePath();
  }

  /** The input's rows, sorted; derived, and gone when the run is done. */
  Path staging(long runId) {
    return beside(".run-" + runId + ".staged");
  }

  /**
   * Where a run's rejects go.
   *
   * @param named where the job wants them, null for beside the database
   * @param several whether the command brings several inputs, each of which needs a file of its own
   */
  Path rejects(long runId, @Nullable Path named, boolean several) {
    if (named == null) {
      return beside(".run-" + runId + ".rejects.csv");
    }
    if (!several) {
      return named;
    }
    String name = String.valueOf(named.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : "";
    return named.resolveSibling(stem + ".run-" + runId + ending);
  }

  private Path beside(String ending) {
    return database.resolveSibling(database.getFileName() + ending);
  }
}
