package dev.rollcall.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kinds of databases: what is promised of one is promised of all, and tested on each. */
public enum DatabaseKind {
  /** A file of SQLite. */
  FILE,
  /** On a PostgreSQL server. */
  SERVER;

  /** How many cases are tried of a property: each takes longer on a server. */
  public int cases(int usual) {
    return this == FILE ? usual : Math.max(1, usual / 4);
  }

  /**
   * A workspace in an empty folder, whose database is as the other one's.
   *
   * @param other to whose database nobody may be connected
   */
  Workspace like(Workspace other, Path folder) throws IOException {
    if (this == SERVER) {
      return new Workspace(folder, PostgreSqlServer.get().copyOf(other.database()));
    }
    Workspace workspace = new Workspace(folder);
    Files.copy(other.database().path(), workspace.database().path());
    return workspace;
  }

  /**
   * A workspace in a folder, which is made, with a database that has nothing in its tables, or none
   * yet.
   */
  Workspace fresh(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this == SERVER ? empty(folder) : new Workspace(folder);
  }

  /** A workspace in an empty folder, with a database that has our tables and nothing in them. */
  Workspace empty(Path folder) {
    if (this == SERVER) {
      return new Workspace(folder, PostgreSqlServer.get().empty());
    }
    Workspace workspace = new Workspace(folder);
    workspace.run("schema", "migrate");
    return workspace;
  }
}
