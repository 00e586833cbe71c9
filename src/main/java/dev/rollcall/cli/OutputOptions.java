package dev.rollcall.cli;

import picocli.CommandLine.Option;

/** What every command takes. */
final class OutputOptions {

  @Option(
      names = {"-q", "--quiet"},
      order = OptionGroup.OUTPUT,
      description = "Print problems only.")
  private boolean quiet;

  @Option(
      names = "--debug",
      order = OptionGroup.OUTPUT,
      description = "Print stack traces, and what the libraries log.")
  private boolean debug;

  /** Prepares the console as the options want it. */
  void apply(Console console) {
    console.set(quiet, debug);
  }
}
