package dev.rollcall.cli;

import dev.rollcall.jobs.JsonObject;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.text.Visible;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people see. In what is shown, which may come from a file, characters are made visible that
 * would have a terminal do something, or show something else than there is.
 */
final class Console {

  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private boolean quiet;
  private boolean noProgress;
  private boolean debug;
  private boolean json;
  private ProgressDisplay progress = ProgressDisplay.NONE;

  Console(PrintStream out, PrintStream err, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  void set(boolean isQuiet, boolean showsTraces) {
    quiet = isQuiet;
    debug = showsTraces;
  }

  void hideProgress() {
    noProgress = true;
  }

  /** From now on whatever is no data is an object a line. */
  void logJson() {
    json = true;
  }

  Terminal terminal() {
    return terminal;
  }

  /** For a report's bytes, past everything that is printed. */
  OutputStream dataStream() {
    progress.clear();
    return new DataStream(out);
  }

  PrintWriter outWriter() {
    return writer(out);
  }

  PrintWriter errWriter() {
    return writer(err);
  }

  /** Leaves it to the stream how characters become bytes. */
  private static PrintWriter writer(PrintStream stream) {
    Writer characters =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) {
            stream.print(new String(buffer, offset, length));
          }

          @Override
          public void flush() {
            stream.flush();
          }

          @Override
          public void close() {}
        };
    return new PrintWriter(characters, true);
  }

  /** Whether only problems are shown. */
  boolean isQuiet() {
    return quiet;
  }

  /** How a run ended, as a table; in a log with its time. Not shown if quiet. */
  void ended(RunSummary run, List<ShownLine> table) {
    if (quiet) {
      return;
    }
    if (json) {
      data(JsonLog.ended(run));
      return;
    }
    String job = run.status() == RunStatus.ALREADY_DONE ? "job " + run.job() + ", " : "";
    for (int i = 0; i < table.size(); i++) {
      ShownLine line = table.get(i);
      boolean dated = i == 0 && !terminal.out();
      data(dated ? new ShownLine(now() + " " + job + line.text(), line.tone()) : line);
    }
  }

  /** What came of a command that had nothing to do; in a log with its time. Not shown if quiet. */
  void told(String line) {
    if (json && !quiet) {
      data(JsonLog.line("info", line));
    } else {
      result(terminal.out() ? line : now() + " " + line);
    }
  }

  /** A line of a result; not shown if quiet. */
  void result(String line) {
    result(ShownLine.plain(line));
  }

  /** The same, with its colour. */
  void result(ShownLine line) {
    if (!quiet) {
      data(line);
    }
  }

  /** On a terminal wrapped at blanks; what steers it is made visible before it is coloured. */
  private static void print(
      PrintStream stream, String line, Tone tone, int columns, boolean colours) {
    for (String part : Wrapping.wrapped(Visible.of(line), columns)) {
      stream.println(colours ? tone.coloured(part) : part);
    }
  }

  /** A line that was asked for, such as JSON or a list. */
  void data(String line) {
    progress.clear();
    out.println(Visible.of(line));
  }

  void data(JsonObject json) {
    data(json.toString());
  }

  /** The same for people alone: with its colour, and on a terminal wrapped. */
  void data(ShownLine line) {
    progress.clear();
    print(out, line.text(), line.tone(), columns(), terminal.outColours());
  }

  /** A table that was asked for; on a terminal no wider than that. */
  void table(TextTable table) {
    progress.clear();
    for (ShownLine line : table.lines(columns())) {
      out.println(terminal.outColours() ? line.tone().coloured(line.text()) : line.text());
    }
  }

  /** How many columns a line of a result may take; very many where it is not for a terminal. */
  int columns() {
    return terminal.out() ? terminal.columns() : Integer.MAX_VALUE;
  }

  /** A line that is no result, such as a problem. */
  void say(String line) {
    say(line, Tone.PLAIN);
  }

  /**
   * Says that something is in the ledger, but can't be shown, as no run has written it so.
   *
   * @param what such as {@code run 3}
   */
  void damaged(String what) {
    say(
        "rollcall: "
            + what
            + " is damaged in the ledger, and can't be shown ["
            + ProblemCode.LEDGER_DAMAGED
            + "]");
  }

  /** A line about a run that is no result; in a log with its time. */
  void sayOfRun(String line) {
    say(dated(line));
  }

  private String dated(String line) {
    return terminal.err() || json
        ? line
        : JsonLog.PREFIX + now() + " " + line.substring(JsonLog.PREFIX.length());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void say(String line, Tone tone) {
    progress.clear();
    out.flush();
    if (json) {
      err.println(JsonLog.line(tone == Tone.BAD ? "error" : "info", line));
      return;
    }
    int columns = terminal.err() ? terminal.columns() : Integer.MAX_VALUE;
    print(err, line, tone, columns, terminal.errColours());
  }

  /** A line of a log, such as a stack trace: as it is, tabs included. */
  void log(String line) {
    progress.clear();
    out.flush();
    if (json) {
      err.println(JsonLog.line("debug", line));
      return;
    }
    err.println(
        Arrays.stream(line.split("\t", -1)).map(Visible::of).collect(Collectors.joining("\t")));
  }

  /** Everything that is wrong, a line each. */
  void problems(Failure failure) {
    problems(failure, null);
  }

  /**
   * Everything that is wrong, a line each.
   *
   * @param run of which it is told; null if it is of none
   */
  void problems(Failure failure, @Nullable RunSummary run) {
    for (Problem problem : failure.problems()) {
      String of =
          run == null ? JsonLog.PREFIX : dated(JsonLog.PREFIX + ProblemWords.where(run, problem));
      String code = " [" + problem.code() + "]";
      List<String> next = ProblemWords.next(problem, run);
      if (json) {
        next.add(0, ProblemWords.where(run, problem) + problem.withoutAdvice());
        progress.clear();
        out.flush();
        err.println(JsonLog.problem(problem, String.join("; ", next), run));
      } else if (terminal.err()) {
        say(of + problem.withoutAdvice() + code, Tone.BAD);
        next.forEach(line -> say("  " + line));
      } else {
        next.add(0, of + problem.withoutAdvice());
        say(String.join("; ", next) + code, Tone.BAD);
      }
    }
    if (debug) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(this::log);
    }
  }

  /** Shows how far the next run is; its input has this name. */
  Progress progress(String input) {
    progress.clear();
    if (quiet || noProgress) {
      progress = ProgressDisplay.NONE;
    } else if (json) {
      progress = new ProgressLines(err, input, line -> JsonLog.line("info", line));
    } else if (terminal.err() && !terminal.dumb()) {
      progress = new ProgressBar(err, terminal.columns(), Visible.of(input));
    } else {
      boolean log = !terminal.err();
      progress = new ProgressLines(err, Visible.of(input), line -> log ? now() + " " + line : line);
    }
    return progress;
  }

  /** Takes the display of progress away: what it showed is over. */
  void endProgress() {
    progress.clear();
    progress = ProgressDisplay.NONE;
  }
}
