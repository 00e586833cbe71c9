package dev.rollcall.cli;

import dev.rollcall.reporting.NamedReport;
import java.util.Arrays;
import java.util.Iterator;

/** The names of the reports there are, for shells. */
final class ReportNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(NamedReport.values()).map(NamedReport::word).iterator();
  }
}
