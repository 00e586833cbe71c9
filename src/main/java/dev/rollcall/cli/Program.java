package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.wiring.Databases;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One call of the program, from its arguments to its exit code. */
public final class Program {

  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream in;
  private final Console console;
  private final PrintStream out;
  private final StopSignal stop;

  /**
   * @param stop asks a run to stop after its chunk
   */
  public Program(InputStream in, PrintStream out, PrintStream err, StopSignal stop) {
    this.in = in;
    this.out = out;
    this.console = new Console(out, err, Terminal.found(System.getenv()));
    this.stop = stop;
  }

  /** The exit code: 0, or that of an {@link Outcome}, or 3 for rejects within the limit. */
  public int run(String... args) {
    Logging.setUp(List.of(args).contains("--debug") ? console::log : null);
    String[] words = RollcallCommand.withHelp(args);
    CommandLine commands = RollcallCommand.line(words, new Commands(in, console, stop));
    commands.setHelpFactory(GroupedHelp::new);
    // Help goes to the one stream, and colours are for people only.
    System.setProperty("picocli.ansi", Boolean.toString(console.terminal().outColours()));
    commands.setOut(console.outWriter());
    commands.setErr(console.errWriter());
    // A file or a user whose name begins with an @ is no list of more arguments.
    commands.setExpandAtFiles(false);
    commands.setUsageHelpWidth(Math.max(60, Math.min(console.terminal().columns(), 100)));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler(
        (exception, given) -> {
          console.say("rollcall: " + WrongUsage.of(exception, given));
          return Outcome.USAGE.exitCode();
        });
    commands.setExecutionExceptionHandler((exception, command, parsed) -> explain(exception));
    int code;
    try {
      requireText(args);
      code = commands.execute(words);
    } catch (Failure e) {
      code = explain(e);
    } catch (Error e) {
      // Such as a class that is missing, or no more memory; picocli lets these pass.
      code = explain(e);
    }
    return out.checkError() ? withoutOutput(code) : code;
  }

  /** What Java can't read of the command line it replaces: the name of another user, or file. */
  private static void requireText(String... args) {
    for (String arg : args) {
      if (arg.indexOf(REPLACEMENT) >= 0) {
        throw Failure.of(
            ProblemCode.USAGE,
            "the argument " + arg + " is not UTF-8",
            "give it in UTF-8, and start bin/rollcall, or Java with LC_ALL=C.UTF-8");
      }
    }
  }

  private int explain(Throwable thrown) {
    Failure failure = Databases.explain(thrown);
    console.problems(failure);
    return failure.outcome().exitCode();
  }

  /** A result that got lost is no success; but who has closed the pipe has seen enough. */
  private int withoutOutput(int code) {
    // The stream does not keep why it failed; it will do so again.
    try (OutputStream again = console.dataStream()) {
      again.write('\n');
      return code;
    } catch (ClosedPipeException e) {
      return code;
    } catch (IOException e) {
      console.say(
          "rollcall: standard output can't be written: "
              + e.getMessage()
              + " ["
              + ProblemCode.OUTPUT_UNWRITABLE
              + "]");
      boolean failed = Stream.of(Outcome.values()).anyMatch(end -> end.exitCode() == code);
      return failed ? code : Outcome.FAILED.exitCode();
    }
  }
}
