package dev.rollcall.cli;

import dev.rollcall.problem.Failure;
import dev.rollcall.store.DatabaseFile;
import dev.rollcall.store.RunList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest runs of the database that a command line is about, for shells. */
final class RunNumbers implements Iterable<String> {

  private static final int MOST = 50;

  private @Nullable String address;

  /** The command line names a database. */
  void of(String database) {
    address = database;
  }

  /** Newest first; none where there is nothing to read, for nobody asked to hear why. */
  @Override
  public Iterator<String> iterator() {
    try {
      DatabaseFile file = DatabaseOptions.database(address, null);
      return RunList.newest(file, MOST).stream().map(String::valueOf).iterator();
    } catch (Failure nothing) {
      return List.<String>of().iterator();
    }
  }
}
