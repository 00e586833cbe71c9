package dev.rollcall.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands there are. */
@Command(
    name = "rollcall",
    description = "Imports user records from CSV into SQLite, whole and exactly once.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = RollcallCommand.Version.class,
    subcommands = {
      ImportCommand.class,
      RunCommand.class,
      PlanCommand.class,
      RetryCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      UsersCommand.class,
      RunsCommand.class,
      SchemaCommand.class,
      CompletionCommand.class,
      CompleteCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejects, 4 refused, 5 busy."
    })
final class RollcallCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }

  /** As the jar has it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RollcallCommand.class.getPackage().getImplementationVersion();
      return new String[] {"rollcall " + (version == null ? "(not packaged)" : version)};
    }
  }
}
