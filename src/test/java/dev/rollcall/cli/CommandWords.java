package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

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
