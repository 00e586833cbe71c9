package dev.rollcall.cli;

import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobs.CommandFiles;
import dev.rollcall.reporting.ReportJob;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes a report. */
@Command(
    description = "Write a report of the users, or of what runs did.",
    footer = {
      "  rollcall report levels",
      "  rollcall report changes --run 3 --format html --out run-3.html",
      "  echo 'select username from users where level > :min' |",
      "    rollcall report --sql - --param min=5"
    })
final class ReportCommand implements Callable<Integer> {

  private final Console console;
  private final InputStream in;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private ReportFlags flags = new ReportFlags();

  ReportCommand(Console console, InputStream in) {
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    ReportJob job = flags.job(in);
    CommandFiles.of(List.of(new JobDefinition.Report(job, null)), database::database).check();
    database.apply(console);
    new Reports(console).run(job, database.database(job.from()), database.echo(console));
    return 0;
  }
}
