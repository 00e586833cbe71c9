package dev.rollcall.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes a report. */
@Command(description = "Write a report of the users, or of what runs did.")
final class ReportCommand implements Callable<Integer> {

  private final Reports reports;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private ReportFlags flags = new ReportFlags();

  ReportCommand(Reports reports) {
    this.reports = reports;
  }

  @Override
  public Integer call() {
    return reports.run(flags.job(), database);
  }
}
