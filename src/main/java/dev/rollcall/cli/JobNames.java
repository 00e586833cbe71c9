package dev.rollcall.cli;

import dev.rollcall.jobs.JobPaths;
import java.util.Iterator;

/** The names of the job files in {@code jobs/}, for shells. */
final class JobNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return JobPaths.names().iterator();
  }
}
