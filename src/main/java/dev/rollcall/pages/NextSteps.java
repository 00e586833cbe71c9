package dev.rollcall.pages;

import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import java.util.ArrayList;
import java.util.List;

/** What to do after a run. */
final class NextSteps {

  /**
   * One thing to do.
   *
   * @param command as it is typed; empty if there is none
   */
  record NextStep(String text, String command) {}

  private static final String GOES_ON = " it continues from here, and applies nothing twice.";

  private final RunReport report;
  private final RunSummary summary;
  private final String database;
  private final List<NextStep> steps = new ArrayList<>();

  private NextSteps(RunReport report, String database) {
    this.report = report;
    this.summary = report.summary();
    this.database = database;
  }

  /**
   * The steps, first things first; at least one.
   *
   * @param database as the user named it
   */
  static List<NextStep> of(RunReport report, String database) {
    NextSteps next = new NextSteps(report, database);
    next.find();
    return List.copyOf(next.steps);
  }

  private void find() {
    RunStatus status = summary.status();
    if (report.undoneBy() != null) {
      add(
          "Run " + report.undoneBy() + " undid this run. To apply it again:",
          "runs undo " + report.undoneBy());
      return;
    }
    switch (status) {
      case STARTED ->
          add(
              "The run is still working, or it died. If it died, start the same command again:"
                  + GOES_ON,
              "");
      case STOPPED -> add("Start the same command again:" + GOES_ON, "");
      case FAILED, BUSY -> add("Fix the cause, then start the same command again:" + GOES_ON, "");
      case REFUSED ->
          add(
              "If it is meant, raise the limit and start the same command again. Otherwise fix the"
                  + " input.",
              "");
      case ABANDONED ->
          add("Other content took the place of this run: it will not be finished.", "");
      case COMPLETED, COMPLETED_WITH_REJECTS, ALREADY_DONE, PLANNED -> {}
    }
    if (status.isCompleted() && summary.counts().rejected() > report.settled()) {
      rejects();
    }
    if (summary.counts().changedUsers()) {
      undo();
    }
    if (steps.isEmpty()) {
      add("Nothing. Every row was as it should be, and no user had to change.", "");
    }
  }

  private void rejects() {
    if (summary.kind() == RunKind.UNDO) {
      add(
          "Users who had changed since were left alone. To put them back anyway, undo this run"
              + ", then undo the other with --force.",
          "");
    } else {
      String file = summary.rejectFile();
      String where = file == null ? "the reject file" : file;
      add("Fix the rejected rows in " + where + ", then import them:", "retry " + summary.run());
    }
  }

  private void undo() {
    String what = summary.kind() == RunKind.UNDO ? "To undo this undo:" : "To undo this run:";
    add(what, "runs undo " + summary.run());
  }

  private void add(String text, String command) {
    String typed = command.isEmpty() ? "" : "rollcall " + command + " --db " + quoted(database);
    steps.add(new NextStep(text, typed));
  }

  /** As a shell takes it for one word. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
