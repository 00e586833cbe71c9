package dev.rollcall.cli;

import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.text.Counted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run's summary as people read it. */
final class SummaryTable {

  /** Of fewer rows a rate says only how busy the machine was. */
  private static final int FEWEST_FOR_RATE = 1_000;

  private SummaryTable() {}

  /**
   * The table's lines.
   *
   * @param database as the user named it
   */
  static List<ShownLine> of(RunSummary summary, String database) {
    return of(summary, database, null);
  }

  /**
   * The same, with what to do about its rejects.
   *
   * @param retry the command that imports them once they are fixed; null if there is none
   */
  static List<ShownLine> of(RunSummary summary, String database, @Nullable String retry) {
    List<ShownLine> lines = new ArrayList<>();
    if (summary.status() == RunStatus.ALREADY_DONE) {
      lines.add(
          ShownLine.plain(
              (summary.kind() == RunKind.RETRY
                      ? "rejects of run " + summary.ofRun() + " in " + database
                      : delivery(summary, database))
                  + ": already done by run "
                  + summary.run()
                  + " of "
                  + summary.started()
                  + "; nothing was written"));
      addNotes(lines, summary);
      return lines;
    }
    boolean planned = summary.status() == RunStatus.PLANNED;
    if (summary.run() == null && !planned) {
      return lines;
    }
    String what = planned ? "plan" : "run " + summary.run();
    lines.add(ShownLine.plain(what + does(summary, database)));
    figures(summary).forEach(line -> lines.add(ShownLine.plain(line)));
    Counts counts = summary.counts();
    Tone tone = counts.rejected() > 0 ? Tone.WARNING : Tone.PLAIN;
    String file = summary.rejectFile();
    String where = file == null ? "" : "  in " + shown(file);
    lines.add(new ShownLine(figure("rejected", counts.rejected()) + where, tone));
    new TreeMap<>(summary.rejectCodes())
        .forEach((code, count) -> lines.add(ShownLine.plain(code(code, count, summary.kind()))));
    if (retry != null) {
      lines.add(ShownLine.plain("  fix them there, then: " + retry));
    }
    addNotes(lines, summary);
    lines.add(new ShownLine(ending(summary), Tone.of(summary.status())));
    return lines;
  }

  /** What a run does, after its number. */
  private static String does(RunSummary summary, String database) {
    String other = "run " + summary.ofRun() + " in " + database;
    if (summary.kind() == RunKind.UNDO) {
      return " undoes " + other;
    }
    if (summary.kind() == RunKind.RETRY) {
      return " retries rejects of " + other + ", from " + input(summary);
    }
    return ", job " + summary.job() + ": " + delivery(summary, database);
  }

  private static String delivery(RunSummary summary, String database) {
    return (input(summary) + " -> " + database).strip();
  }

  private static List<String> figures(RunSummary summary) {
    Counts counts = summary.counts();
    List<String> lines = new ArrayList<>();
    lines.add(figure("read", counts.read()));
    lines.add(figure("created", counts.created()));
    lines.add(figure("updated", counts.updated()) + levels(counts));
    lines.add(figure("unchanged", counts.unchanged()));
    lines.add(figure("deleted", counts.deleted()));
    if (counts.removed() > 0) {
      lines.add(figure("removed", counts.removed()));
    }
    if (counts.retired() > 0) {
      lines.add(figure("retired", counts.retired()));
    }
    return lines;
  }

  private static void addNotes(List<ShownLine> lines, RunSummary summary) {
    summary.notes().forEach(note -> lines.add(ShownLine.plain("  note: " + note)));
  }

  /** What was read, as one would type it; empty if that is not known. */
  static String input(RunSummary summary) {
    Source source = summary.source();
    if (source == null) {
      return "";
    }
    // The ledger has the whole path of rejects that nobody has named.
    return summary.kind() == RunKind.RETRY ? shown(source.name()) : Source.shown(source.name());
  }

  /** Below the working directory a path is shown as one would type it. */
  static String shown(String file) {
    try {
      Path here = Path.of("").toAbsolutePath();
      Path path = Path.of(file);
      return Source.shown((path.startsWith(here) ? here.relativize(path) : path).toString());
    } catch (InvalidPathException e) {
      return file;
    }
  }

  private static String figure(String name, long number) {
    return String.format(Locale.ROOT, "  %-10s %,12d", name, number);
  }

  /** Users whom an undo left alone are in no line. */
  private static String code(String code, RejectCount count, @Nullable RunKind kind) {
    String first = kind == RunKind.UNDO ? "" : "  first in line " + count.firstLine();
    return String.format(Locale.ROOT, "    %,12d  %s%s", count.rows(), code, first);
  }

  private static String levels(Counts counts) {
    if (counts.raised() + counts.lowered() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT, "  levels: %,d raised, %,d lowered", counts.raised(), counts.lowered());
  }

  private static String ending(RunSummary summary) {
    if (summary.status() == RunStatus.STARTED) {
      return "still working, or died: the next start of the same command finds out";
    }
    String restarts = "";
    if (summary.restarts() > 0) {
      restarts = ", " + Counted.of(summary.restarts(), "restart");
    }
    String rate = "";
    if (summary.seconds() >= 1 && summary.counts().read() >= FEWEST_FOR_RATE) {
      long rows = Math.round(summary.counts().read() / summary.seconds());
      rate = " (" + Counted.of(rows, "row") + " a second)";
    }
    // A sentence needs more than the word.
    String rejects =
        summary.status() == RunStatus.COMPLETED_WITH_REJECTS
            ? RunStatus.COMPLETED.word() + " with "
            : "";
    return String.format(
        Locale.ROOT,
        "%s%s in %.1f s%s%s",
        rejects,
        summary.status().word(),
        summary.seconds(),
        rate,
        restarts);
  }
}
