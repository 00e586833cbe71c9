package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.store.SqliteErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One call of the program, from its arguments to its exit code. */
public final class Program {

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
    this.console = new Console(out, err, Terminal.found());
    this.stop = stop;
  }

  /** The exit code: 0, or that of an {@link Outcome}, or 3 for rejects within the limit. */
  public int run(String... args) {
    Logging.setUp(List.of(args).contains("--debug") ? console::say : null);
    CommandLine commands = RollcallCommand.line(args, new Commands(in, console, stop));
    commands.setOut(console.outWriter());
    commands.setErr(console.errWriter());
    // A file whose name begins with @ is a file like any other, not a list of more arguments.
    commands.setExpandAtFiles(false);
    commands.setUsageHelpWidth(Math.max(60, Math.min(console.terminal().columns(), 100)));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    // A username may begin with an @, and is not the name of a file with arguments then.
    commands.setExpandAtFiles(false);
    commands.setParameterExceptionHandler(this::wrongUsage);
    commands.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          Failure failure = SqliteErrors.explain(exception, "the database");
          console.problems(failure);
          return failure.outcome().exitCode();
        });
    int code = commands.execute(args);
    return out.checkError() ? withoutOutput(code) : code;
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

  private int wrongUsage(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    // The parser has a programmer's word for a number.
    String said =
        String.valueOf(exception.getMessage())
            .replaceAll(" is not an? (long|int)$", " is no number");
    StringBuilder line = new StringBuilder(said);
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      line.append("; did you mean ").append(unmatched.getSuggestions().get(0)).append('?');
    }
    line.append("; see ").append(command.getCommandSpec().qualifiedName()).append(" --help");
    console.say("rollcall: " + line);
    return Outcome.USAGE.exitCode();
  }
}
