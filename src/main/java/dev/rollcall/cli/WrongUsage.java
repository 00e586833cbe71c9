package dev.rollcall.cli;

import dev.rollcall.text.Nearest;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that can't be understood. */
final class WrongUsage {

  private WrongUsage() {}

  /** One line: what is wrong, what was most likely meant, and where to read on. */
  static String of(ParameterException exception) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    String what =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            // The parser has a programmer's word for a number.
            : String.valueOf(exception.getMessage())
                .replaceAll(" is not an? (long|int)$", " is not a number");
    return what + (what.endsWith("?") ? " see " : "; see ") + command.qualifiedName() + " --help";
  }

  /** The same, where the whole line is at hand: it may name a file that looks like an option. */
  static String of(ParameterException exception, String[] given) {
    for (String argument : given) {
      if (argument.equals("--")) {
        break;
      }
      if (argument.length() > 1 && argument.startsWith("-") && new File(argument).isFile()) {
        return argument + " looks like an option; write -- before it if the file is meant";
      }
    }
    return of(exception);
  }

  private static String unmatched(UnmatchedArgumentException exception, CommandSpec command) {
    String word = exception.getUnmatched().get(0);
    if (exception.isUnknownOption()) {
      return "there is no option " + word + meant(word, options(command));
    }
    if (command.positionalParameters().isEmpty() && !command.subcommands().isEmpty()) {
      return "there is no command " + word + meant(word, commands(command));
    }
    return "\"" + word + "\" is one argument too many";
  }

  private static String meant(String word, Collection<String> known) {
    // A value may hang on an option.
    @Nullable String near = Nearest.to(word.replaceFirst("=.*", ""), known);
    return near == null ? "" : "; did you mean " + near + "?";
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }

  private static List<String> commands(CommandSpec command) {
    List<String> shown = new ArrayList<>();
    for (CommandLine subcommand : command.subcommands().values()) {
      if (!subcommand.getCommandSpec().usageMessage().hidden()) {
        shown.add(subcommand.getCommandName());
      }
    }
    return shown;
  }
}
