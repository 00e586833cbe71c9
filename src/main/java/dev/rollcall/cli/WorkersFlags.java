package dev.rollcall.cli;

import dev.rollcall.broker.Broker;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Workers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Mixin private BrokerOption broker = new BrokerOption();

  /**
   * The job, as far as these change it.
   *
   * @throws dev.rollcall.problem.Failure {@code USAGE} or {@code BROKER_UNUSABLE}
   */
  ImportJob apply(ImportJob job) {
    Workers workers = job.workers();
    boolean now = wanted || workers.wanted();
    String address = now ? broker.address() : null;
    if (address != null) {
      // Before anything begins.
      Broker.at(address);
    }
    return job.handedOut(
        new Workers(now, patience == null ? workers.patience() : patience, address));
  }
}
