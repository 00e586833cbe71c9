package dev.rollcall.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that writes waits for another, as a flag. */
final class WaitFlag {

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = ImportOptions.Time.class,
      order = OptionGroup.REPEATING,
      description =
          "Wait up to this long for another run to end, such as 30s or 5m (default: don't wait).")
  private Duration patience = Duration.ZERO;

  Duration patience() {
    return patience;
  }
}
