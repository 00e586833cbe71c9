package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.runs.RunName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names the newest runs of the database that a command line is about, for shells. */
final class RunNumbers implements Iterable<String> {

  private static final int MOST = 50;

  private @Nullable String address;

  /** The command line names a database. */
  void of(String database) {
    address = database;
  }

  /**
   * Newest first, and the word for the first of them; none where there is nothing to read, for
   * nobody asked to hear why.
   */
  @Override
  public Iterator<String> iterator() {
    try {
      Database file = DatabaseOptions.database(address, null);
      List<String> names = new ArrayList<>();
      file.newestRuns(MOST).forEach(number -> names.add(number.toString()));
      if (!names.isEmpty()) {
        names.add(RunName.LAST);
      }
      return names.iterator();
    } catch (Failure nothing) {
      return List.<String>of().iterator();
    }
  }
}
