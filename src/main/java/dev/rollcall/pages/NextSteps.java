package dev.rollcall.pages;

import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.text.ShellWord;
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
    if (report.pruned()) {
      add("Nothing: its changes and rejects were pruned, so it can't be undone or retried.", "");
      return;
    }
    RunStatus status = summary.status();
    if (report.undoneBy() != null) {
      undone("Run " + report.undoneBy() + " undid this run", "runs undo " + report.undoneBy());
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
      case REFUSED -> refused();
      case ABANDONED ->
          add(
              "Nothing: it will not be finished, as it was undone, or other content took its"
                  + " place.",
              "");
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

  private void undone(String by, String redo) {
    if (summary.counts().changedUsers()) {
      add(by + ". To apply it again:", redo);
    } else {
      add(by + ", which had changed no user. To import its rows, start its command again.", "");
    }
  }

  private void refused() {
    String file = summary.rejectFile();
    if (file == null || summary.counts().rejected() == report.settled()) {
      add(
          "If it is meant, raise the limit and start the same command again. Otherwise fix the"
              + " input.",
          "");
      return;
    }
    String again = " raise the limit (--max-rejects) and start the same command again:" + GOES_ON;
    if (summary.kind() == RunKind.RETRY) {
      add("Fix the rejected rows in " + file + ", then import them:", retry());
      add("If it is meant that some are left," + again, "");
    } else {
      add("Which rows were rejected, and why, is in " + file + ". Fix the input; or" + again, "");
      add("After that, fix the rejected rows in the same file, then import them:", retry());
    }
  }

  private String retry() {
    return "retry " + summary.run();
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
      add("Fix the rejected rows in " + where + ", then import them:", retry());
    }
  }

  private void undo() {
    String what = summary.kind() == RunKind.UNDO ? "To undo this undo:" : "To undo this run:";
    add(what, "runs undo " + summary.run());
  }

  private void add(String text, String command) {
    String typed =
        command.isEmpty() ? "" : "rollcall " + command + " --db " + ShellWord.of(database);
    steps.add(new NextStep(text, typed));
  }
}
