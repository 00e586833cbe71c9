package dev.rollcall.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
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
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejects, 4 refused, 5 busy."
    })
final class RollcallCommand implements Runnable {

  /** In the order in which the help lists them. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("import", ImportCommand.class);
    COMMANDS.put("run", RunCommand.class);
    COMMANDS.put("plan", PlanCommand.class);
    COMMANDS.put("retry", RetryCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("report", ReportCommand.class);
    COMMANDS.put("users", UsersCommand.class);
    COMMANDS.put("runs", RunsCommand.class);
    COMMANDS.put("schema", SchemaCommand.class);
    COMMANDS.put("generate", GenerateCommand.class);
    COMMANDS.put("completion", CompletionCommand.class);
    COMMANDS.put("complete", CompleteCommand.class);
  }

  /** Asks what all the others are. */
  private static final Class<?> ASKING = CompleteCommand.class;

  @Spec private CommandSpec spec;

  /**
   * The command line for these arguments. Where they name a command, it is made without the others:
   * making all of them is a tenth of a short run.
   */
  static CommandLine line(String[] args, IFactory factory) {
    CommandLine line = new CommandLine(new RollcallCommand(), factory);
    Class<?> named = args.length == 0 ? null : COMMANDS.get(args[0]);
    if (named != null && named != ASKING) {
      line.addSubcommand(args[0], named);
    } else {
      COMMANDS.forEach(line::addSubcommand);
    }
    return line;
  }

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
