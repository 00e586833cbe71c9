package dev.rollcall.cli;

import dev.rollcall.importing.ImportJob;
import dev.rollcall.importing.Workers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a run is handed out to workers, as flags. */
final class WorkersFlags {

  @Option(
      names = "--workers",
      order = OptionGroup.REPEATING,
      description =
          "Hand a large run out to workers on other machines, which rollcall worker starts"
              + " (PostgreSQL only).")
  private boolean wanted;

  @Option(
      names = "--workers-wait",
      paramLabel = "TIME",
      converter = ImportOptions.Time.class,
      order = OptionGroup.REPEATING,
      description =
          "Do what is left without workers if for this long none has any of it (default: 30s).")
  private @Nullable Duration patience;

  /** The job, as far as these change it. */
  ImportJob apply(ImportJob job) {
    Workers workers = job.workers();
    return job.handedOut(
        new Workers(wanted || workers.wanted(), patience == null ? workers.patience() : patience));
  }
}
