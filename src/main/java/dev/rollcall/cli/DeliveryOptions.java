package dev.rollcall.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes that imports what somebody delivered. */
final class DeliveryOptions {

  @Option(
      names = "--again",
      order = OptionGroup.REPEATING,
      description = "Import even if this content was already imported.")
  private boolean again;

  @Option(
      names = "--planned",
      paramLabel = "FILE",
      order = OptionGroup.SAFETY,
      description = "Do exactly what this saved plan says, or nothing (see plan --save).")
  private @Nullable Path planned;

  @Nullable Path planned() {
    return planned;
  }

  boolean again() {
    return again;
  }
}
