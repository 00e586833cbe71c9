package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands that people are told of, as the program itself knows them. */
public final class CommandWords {

  private CommandWords() {}

  /** Such as {@code users set-level}; the first is empty, the program without a command. */
  public static List<String> all() {
    Console console = new Console(System.out, System.err, Terminal.found(Map.of()));
    Commands commands = new Commands(InputStream.nullInputStream(), console, new StopSignal());
    List<String> words = new ArrayList<>();
    collect("", RollcallCommand.line(new String[0], commands), words);
    return words;
  }

  /** Whatever the help of a command has to say in sentences and examples, each word by itself. */
  public static List<String> ofHelp(String words) {
    Console console = new Console(System.out, System.err, Terminal.found(Map.of()));
    Commands commands = new Commands(InputStream.nullInputStream(), console, new StopSignal());
    CommandLine command = RollcallCommand.line(new String[0], commands);
    for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
      command = command.getSubcommands().get(word);
    }
    CommandSpec spec = command.getCommandSpec();
    List<String> texts = new ArrayList<>();
    texts.addAll(List.of(spec.usageMessage().description()));
    texts.addAll(List.of(spec.usageMessage().footer()));
    command.getSubcommands().values().stream()
        .map(child -> child.getCommandSpec().usageMessage())
        .filter(child -> !child.hidden())
        .forEach(child -> texts.addAll(List.of(child.description())));
    texts.removeIf(text -> text.startsWith("@|"));
    texts.replaceAll(text -> String.format(Locale.ROOT, text));
    spec.args().stream()
        .filter(argument -> !argument.hidden())
        .forEach(argument -> texts.addAll(List.of(argument.description())));
    return texts.stream().flatMap(text -> Arrays.stream(text.strip().split("\\s+", -1))).toList();
  }

  private static void collect(String words, CommandLine command, List<String> all) {
    all.add(words);
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              if (!child.getCommandSpec().usageMessage().hidden()) {
                collect((words + " " + name).strip(), child, all);
              }
            });
  }
}
