package dev.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Asked by shells: prints what the last of the words may become, a line each. If nothing is known,
 * and a file may be meant, the exit code is {@value #ANY_FILE}: shells complete its name
 * themselves.
 */
@Command(hidden = true, description = "Print what the last word may become.")
final class CompleteCommand implements Callable<Integer> {

  /** A shell whose words break there gives it as a word of its own. */
  private static final String EQUALS = "=";

  private static final String DATABASE = "--db";

  private static final String HELP = "help";

  private static final int ANY_FILE = 1;

  private final Console console;
  private final RunNumbers runNumbers;
  private final WordUnderWay underWay;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WORD", description = "What was typed after rollcall, after a --.")
  private List<String> words = List.of();

  CompleteCommand(Console console, RunNumbers runNumbers, WordUnderWay underWay) {
    this.console = console;
    this.runNumbers = runNumbers;
    this.underWay = underWay;
  }

  @Override
  public Integer call() {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    CommandSpec command = spec.root();
    @Nullable ArgSpec awaiting = null;
    for (int i = 0; i < words.size() - 1; i++) {
      String word = words.get(i);
      CommandLine subcommand = command.subcommands().get(word);
      if (awaiting != null) {
        if (!word.equals(EQUALS)) {
          note(awaiting, word);
          awaiting = null;
        }
      } else if (word.startsWith(DATABASE + EQUALS)) {
        runNumbers.of(word.substring(DATABASE.length() + 1));
      } else if (word.startsWith("-")) {
        OptionSpec option = command.optionsMap().get(word);
        awaiting = option == null || option.arity().max() == 0 ? null : option;
      } else if (subcommand != null) {
        command = subcommand.getCommandSpec();
      } else if (i == 0 && word.equals(HELP)) {
        // The words after it are those of a command line.
        continue;
      } else if (command.positionalParameters().isEmpty()) {
        // Nothing that there is.
        return 0;
      }
    }
    String begun = awaiting != null && last.equals(EQUALS) ? "" : last;
    underWay.set(begun);
    List<String> found =
        candidates(command, awaiting, begun).stream()
            .filter(candidate -> candidate.startsWith(begun))
            .distinct()
            .toList();
    found.forEach(console::data);
    return found.isEmpty() && mayBeFile(command, awaiting, begun) ? ANY_FILE : 0;
  }

  private static boolean mayBeFile(CommandSpec command, @Nullable ArgSpec awaiting, String begun) {
    if (awaiting != null) {
      return takesFile(awaiting);
    }
    return !begun.startsWith("-")
        && command.positionalParameters().stream().anyMatch(CompleteCommand::takesFile);
  }

  private static boolean takesFile(ArgSpec argument) {
    Iterable<String> values = argument.completionCandidates();
    return argument.type() == Path.class
        || values instanceof Candidates.AnyFile
        || values instanceof CsvFiles
        || values instanceof JobsAndCsvFiles
        || values instanceof Candidates.Jobs;
  }

  private void note(ArgSpec option, String value) {
    if (option instanceof OptionSpec named && List.of(named.names()).contains(DATABASE)) {
      runNumbers.of(value);
    }
  }

  private static List<String> candidates(
      CommandSpec command, @Nullable ArgSpec awaiting, String begun) {
    List<String> candidates = new ArrayList<>();
    if (awaiting != null) {
      addValues(candidates, awaiting);
    } else if (begun.startsWith("-")) {
      for (OptionSpec option : command.options()) {
        if (!option.hidden()) {
          candidates.add(option.longestName());
        }
      }
    } else {
      command
          .subcommands()
          .forEach(
              (name, subcommand) -> {
                if (!subcommand.getCommandSpec().usageMessage().hidden()) {
                  candidates.add(name);
                }
              });
      command.positionalParameters().forEach(each -> addValues(candidates, each));
    }
    return candidates;
  }

  private static void addValues(List<String> candidates, ArgSpec argument) {
    Iterable<String> values = argument.completionCandidates();
    if (values != null) {
      values.forEach(candidates::add);
    }
  }
}
