package dev.rollcall.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The broker by which parts travel to workers, as an option. */
final class BrokerOption {

  private static final String ENVIRONMENT = "ROLLCALL_BROKER";

  @Option(
      names = "--broker",
      paramLabel = "URL",
      order = OptionGroup.REPEATING,
      description =
          "Send parts by this broker, the same for all: tcp://HOST:PORT or ssl://HOST:PORT"
              + " (default: $$ROLLCALL_BROKER, else by the database).")
  private @Nullable String address;

  /** Its address; null for none. */
  @Nullable String address() {
    String named = address == null ? System.getenv(ENVIRONMENT) : address;
    return named == null || named.isBlank() ? null : named;
  }
}
