package dev.rollcall.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints what a shell needs to complete command lines: a few lines that ask {@link
 * CompleteCommand}, so that no shell has to know the commands, and none knows old ones.
 */
@Command(
    description = {
      "Print what makes a shell complete commands, options, and the names of jobs, reports and runs.",
      "bash and zsh: eval \"$$(rollcall completion bash)\"; fish: rollcall completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {

  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "SHELL must be bash, zsh or fish, not \"" + shell + '"');
    }
    script().lines().forEach(console::data);
    return 0;
  }

  private String script() {
    String resource = "/completion/rollcall." + shell;
    try (@Nullable InputStream in = CompletionCommand.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
