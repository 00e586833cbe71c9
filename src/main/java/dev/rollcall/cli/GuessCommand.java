package dev.rollcall.cli;

import dev.rollcall.csv.Input;
import dev.rollcall.csv.Spool;
import dev.rollcall.guessing.Guess;
import dev.rollcall.guessing.GuessedJob;
import dev.rollcall.guessing.Guesser;
import dev.rollcall.problem.Outcome;
import dev.rollcall.text.Visible;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a file of another program, and prints a job file for it. */
@Command(
    description = "Look at a file, and print a job file for it, with the evidence.",
    footer = {
      "  rollcall guess export.txt",
      "  rollcall guess export.txt > jobs/legacy.yaml && rollcall plan legacy"
    })
final class GuessCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      completionCandidates = CsvFiles.class,
      description = "The file, which may be packed. It is only read.")
  private String file = "";

  @Option(
      names = "--json",
      order = OptionGroup.OUTPUT,
      description = "Print one JSON document, in which the job file is a text.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Mixin private OutputOptions output = new OutputOptions();

  GuessCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.apply(console);
    if (file.equals(Spool.NAME)) {
      throw new ParameterException(
          spec.commandLine(), "guess reads a file several times: save standard input, and name it");
    }
    Guess guess = Guesser.guess(Input.of(Path.of(file), file));
    String job = GuessedJob.of(guess, jobName(file));
    if (json) {
      console.data(GuessJson.of(guess, job));
    } else {
      job.lines().forEach(console::data);
    }
    guess
        .doubts()
        .forEach(doubt -> console.say("rollcall: " + Visible.oneLine(file) + ": " + doubt));
    return guess.doubts().isEmpty() ? 0 : Outcome.USAGE.exitCode();
  }

  /** A name of a job that says of which file it is. */
  private static String jobName(String file) {
    String name = String.valueOf(Path.of(file).getFileName()).replaceFirst("(?<=.)\\..*$", "");
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.isEmpty() ? "legacy" : plain;
  }
}
