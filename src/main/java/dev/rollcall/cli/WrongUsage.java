package dev.rollcall.cli;

import dev.rollcall.text.Nearest;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that can't be understood. */
final class WrongUsage {

  /** Two dashes and three letters tell something. */
  private static final int SHORTEST_BEGINNING = 5;

  private WrongUsage() {}

  /** One line: what is wrong, what was most likely meant, and where to read on. */
  static String of(ParameterException exception) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    String what = what(exception, command);
    return what + (what.endsWith("?") ? " see " : "; see ") + command.qualifiedName() + " --help";
  }

  private static String what(ParameterException exception, CommandSpec command) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, command);
    }
    if (exception instanceof MissingParameterException missing) {
      List<ArgSpec> left = missing.getMissing();
      if (!left.isEmpty()) {
        return missing(left.get(0), command);
      }
    }
    // The parser has a programmer's word for a number.
    return String.valueOf(exception.getMessage())
        .replaceAll(" is not an? (long|int)$", " is not a number");
  }

  private static String missing(ArgSpec missing, CommandSpec command) {
    if (missing instanceof OptionSpec option) {
      return option.longestName() + " needs " + option.paramLabel();
    }
    String[] examples = command.usageMessage().footer();
    // What is behind a gap explains it.
    String example =
        examples.length == 0
            ? command.qualifiedName() + " " + missing.paramLabel()
            : examples[0].strip().split("\\s{3,}", 2)[0];
    return missing.paramLabel() + " is missing: " + example;
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
      // A value that hangs on it may be a secret, as the address of a monitor is.
      String name = word.split("[=:]", 2)[0];
      List<String> options = options(command);
      return options.contains(name)
          ? name + " and its value are parted by a blank or ="
          : "there is no option " + name + meant(name, options);
    }
    if (command.positionalParameters().isEmpty() && !command.subcommands().isEmpty()) {
      return "there is no command " + word + meant(word, commands(command));
    }
    return "\"" + word + "\" is one argument too many";
  }

  private static String meant(String name, Collection<String> known) {
    @Nullable String near = Nearest.to(name, known);
    if (near == null && name.length() >= SHORTEST_BEGINNING) {
      near = known.stream().filter(each -> each.startsWith(name)).findFirst().orElse(null);
    }
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
