package dev.rollcall.cli;

import dev.rollcall.jobs.JobPaths;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What can be planned, for shells: jobs first. */
final class JobsAndCsvFiles implements Iterable<String> {

  private final CsvFiles files;

  JobsAndCsvFiles(CsvFiles files) {
    this.files = files;
  }

  @Override
  public Iterator<String> iterator() {
    List<String> found = new ArrayList<>(JobPaths.names());
    files.forEach(found::add);
    return found.iterator();
  }
}
