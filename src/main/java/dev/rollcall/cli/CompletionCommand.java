package dev.rollcall.cli;

import dev.rollcall.text.Resource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints what a shell needs to complete command lines: a few lines that ask {@link
 * CompleteCommand}, so that no shell has to know the commands, and none knows old ones.
 */
@Command(
    description = {
      "Print a script with which a shell completes commands, options and their values, and the"
          + " names of files, jobs, reports and runs."
    },
    footer = {
      "  eval \"$$(rollcall completion bash)\"       in ~/.bashrc; zsh alike, in ~/.zshrc",
      "  rollcall completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {

  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final Console console;

  @Spec private CommandSpec spec;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Candidates.Shells.class,
      description = "bash, zsh or fish.")
  private String shell = "";

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.apply(console);
    if (!SHELLS.contains(shell)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "SHELL must be bash, zsh or fish, not \"" + shell + '"');
    }
    Resource.read("/completion/rollcall." + shell).lines().forEach(console::data);
    return 0;
  }
}
