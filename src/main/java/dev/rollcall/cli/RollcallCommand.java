package dev.rollcall.cli;

import dev.rollcall.runs.Origin;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands there are. */
@Command(
    name = "rollcall",
    description = "Imports users from CSV into SQLite or PostgreSQL, whole and exactly once.",
    versionProvider = RollcallCommand.Version.class,
    footer = {
      "  rollcall import users.csv        import a file into users.db",
      "  rollcall plan users.csv          see first what it would do",
      "  rollcall run nightly             run the job in jobs/nightly.yaml",
      "  rollcall help import             everything about a command",
      "",
      "@|bold Environment|@",
      "  ROLLCALL_DB         The database where neither --db nor a job names one.",
      "  ROLLCALL_PING       What import and run ping where there is no --ping.",
      "  JAVA_HOME           The Java to use, 17 or newer (default: the best one installed).",
      "  ROLLCALL_JAVA_OPTS  More options for Java, such as -Xmx2g.",
      "  ROLLCALL_ARCHIVE    \"no\" starts without the archive of classes, which is slower.",
      "  NO_COLOR            Not empty: no colours. CLICOLOR_FORCE=1: colours also in pipes."
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
    COMMANDS.put("guess", GuessCommand.class);
    COMMANDS.put("report", ReportCommand.class);
    COMMANDS.put("users", UsersCommand.class);
    COMMANDS.put("runs", RunsCommand.class);
    COMMANDS.put("schema", SchemaCommand.class);
    COMMANDS.put("worker", WorkerCommand.class);
    COMMANDS.put("generate", GenerateCommand.class);
    COMMANDS.put("seed", SeedCommand.class);
    COMMANDS.put("completion", CompletionCommand.class);
    COMMANDS.put("complete", CompleteCommand.class);
  }

  /** Asks what all the others are. */
  private static final Class<?> ASKING = CompleteCommand.class;

  private static final String HELP = "help";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = OptionGroup.OUTPUT,
      description = "Show this help.")
  void help(boolean asked) {
    // Is done before anything is run.
  }

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = OptionGroup.OUTPUT,
      description = "Print the version.")
  void version(boolean asked) {
    // Is done before anything is run.
  }

  /** {@code help import} as {@code import --help}, and a call without any words as one for help. */
  static String[] withHelp(String... args) {
    if (args.length == 0) {
      return new String[] {"--help"};
    }
    if (!args[0].equals(HELP)) {
      return args;
    }
    if (args.length > 1 && !COMMANDS.containsKey(args[1])) {
      // Is told that there is no such command.
      return new String[] {args[1]};
    }
    String[] asking = Arrays.copyOfRange(args, 1, args.length + 1);
    asking[args.length - 1] = "--help";
    return asking;
  }

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

  /** Says it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Origin.current().version();
      return new String[] {"rollcall " + (version == null ? "(not packaged)" : version)};
    }
  }
}
