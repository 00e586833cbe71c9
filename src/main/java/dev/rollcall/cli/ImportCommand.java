package dev.rollcall.cli;

import dev.rollcall.jobfile.JobDefinition;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Imports files as flags say. */
@Command(description = "Import files with the defaults and flags.")
final class ImportCommand implements Callable<Integer> {

  private final Imports imports;

  @Mixin private ImportOptions options = new ImportOptions();
  @Mixin private DeliveryOptions delivery = new DeliveryOptions();
  @Mixin private ImportFlags flags = new ImportFlags();

  ImportCommand(Imports imports) {
    this.imports = imports;
  }

  @Override
  public Integer call() {
    return imports.run(List.of(new JobDefinition.Import(flags.job())), options, delivery);
  }
}
