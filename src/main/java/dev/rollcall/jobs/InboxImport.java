package dev.rollcall.jobs;

import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.files.FileStamp;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.inbox.Claim;
import dev.rollcall.inbox.Inbox;
import dev.rollcall.inbox.InboxFolder;
import dev.rollcall.inbox.OpenInbox;
import dev.rollcall.inbox.Watch;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Outcome;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.wiring.ImportSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Imports what was delivered to an inbox, one file after the other, until there is nothing more to
 * take, or one does not end well. The database's run lock is taken before any file is.
 */
final class InboxImport {

  /**
   * What is wrong with a file itself, and will be the next time; all before anything is written.
   */
  private static final Set<ProblemCode> OF_THE_FILE =
      EnumSet.of(
          ProblemCode.INPUT_UNREADABLE,
          ProblemCode.INPUT_EMPTY,
          ProblemCode.INPUT_CUT_OFF,
          ProblemCode.INPUT_TOO_LARGE,
          ProblemCode.BYTES_NOT_IN_CHARSET,
          ProblemCode.DELIMITER_UNCLEAR,
          ProblemCode.HEADER_WRONG,
          ProblemCode.ROW_TOO_LONG,
          ProblemCode.QUOTE_NOT_CLOSED,
          ProblemCode.TRAILER_WRONG,
          ProblemCode.CHECKSUM_WRONG,
          ProblemCode.MARKER_WRONG);

  /** How many files are named that wait. */
  private static final int MOST_NAMED = 20;

  private final Inbox inbox;
  private final ImportJob own;
  private final ImportJob job;
  private final @Nullable String jobFile;
  private final Database database;
  private final Audience audience;
  private final RunOptions options;
  private final Ending ending;
  private int begun;

  /**
   * @param own the job as it says itself
   * @param job the same, as the command changes it for the first file
   * @param jobFile as it was named; null if there is none
   * @param ending knows the job and its database
   */
  InboxImport(
      Inbox inbox,
      ImportJob own,
      ImportJob job,
      @Nullable String jobFile,
      Database database,
      Audience audience,
      RunOptions options,
      Ending ending) {
    this.inbox = inbox;
    this.own = own;
    this.job = job;
    this.jobFile = jobFile;
    this.database = database;
    this.audience = audience;
    this.options = options;
    this.ending = ending;
  }

  /**
   * Imports all of it.
   *
   * @param end ends an input; the answer is whether the next may begin
   */
  void run(Predicate<ImportResult> end) {
    if (options.planned() != null) {
      throw Failure.of(
          ProblemCode.USAGE,
          "a plan is of one input, and an inbox has whatever comes",
          "import the file by itself, or leave the plan out");
    }
    InboxFolder folder = new InboxFolder(inbox, job.name());
    folder.requireElsewhere(database.path(), "the database");
    Watch watch = new Watch(folder);
    sayUnreadable(folder.unreadable());
    boolean any = false;
    while (watch.await()) {
      any = true;
      if (!takeAll(watch, end)) {
        return;
      }
    }
    String reason = watch.reason();
    if (reason != null) {
      audience.say("rollcall: " + reason);
    } else if (!any) {
      audience.tell("nothing was delivered to " + inbox.folder() + " (job " + job.name() + ")");
    }
  }

  /** Takes all files that are whole by now; the answer is whether others may be waited for. */
  private boolean takeAll(Watch watch, Predicate<ImportResult> end) {
    CurrentProgress progress = new CurrentProgress();
    String work = "an import (job " + job.name() + ")";
    try (ImportSession session = ImportSession.open(database, options.session(work, progress));
        OpenInbox open = OpenInbox.open(watch, database.address())) {
      Claim claim;
      while ((claim = open.next()) != null) {
        String name = inbox.naming(claim.file());
        ending.about(name);
        progress.set(audience.progress(name));
        ImportResult result = imported(session, open, claim);
        boolean goesOn = end.test(result);
        settle(open, claim, result, goesOn);
        if (!goesOn) {
          ending.notStarted(waiting(watch));
          return false;
        }
        options.stop().check();
      }
      return true;
    }
  }

  private ImportResult imported(ImportSession session, OpenInbox open, Claim claim) {
    boolean first = begun++ == 0;
    if (begun == 2 && (options.again() || !job.equals(own))) {
      audience.say(
          "rollcall: what the command allows was for the first file alone; "
              + inbox.naming(claim.file())
              + " is imported as the job says");
    }
    try {
      FileStamp stamp = open.stamp(claim);
      DeliveredInput delivered = DeliveredInput.of(inbox, claim);
      ImportJob meant = first ? job : own;
      ImportResult result =
          session.run(delivered.request(meant, first && options.again()).from(jobFile));
      boolean same =
          Objects.equals(stamp, open.stamp(claim))
              && isOf(delivered.input(), result.summary().source());
      return result.failure() != null || same ? result : changed(result, delivered.input());
    } catch (Failure failure) {
      Source source = Source.unread(inbox.naming(claim.file()));
      return new ImportResult(RunSummary.notBegun(job.name(), source, failure), failure);
    }
  }

  /** Whether the run was of this content; one that is only to be moved is from before. */
  private static boolean isOf(Input input, @Nullable Source source) {
    return source == null || !source.isRead() || source.sha256().equals(input.sha256());
  }

  /** A run that is done, of a file that has become another one meanwhile. */
  private static ImportResult changed(ImportResult result, Input input) {
    String what = "the file changed after it was read; what it had then is imported, and no more";
    return new ImportResult(
        result.summary().withNote(what),
        Failure.at(
            ProblemCode.INPUT_CHANGED,
            Place.of(input.name()),
            what,
            "see what was added, and deliver that as a file of its own"));
  }

  private void sayUnreadable(List<String> names) {
    if (!names.isEmpty()) {
      String more = names.size() == 1 ? "" : " (and " + (names.size() - 1) + " more)";
      audience.say(
          "rollcall: "
              + inbox.naming(names.get(0))
              + more
              + " is passed over: its name is not UTF-8; rename it");
    }
  }

  /** Puts the file where it belongs now. */
  private void settle(OpenInbox open, Claim claim, ImportResult result, boolean goesOn) {
    String summary = SummaryJson.of(result.summary(), database) + "\n";
    if (goesOn) {
      open.done(claim, summary);
    } else if (isOfTheFile(result)) {
      Path at = open.failed(claim, summary);
      audience.say(
          "rollcall: it is in "
              + at
              + "; until it is put back, fixed or for a higher limit, or moved away, nothing more is"
              + " taken from "
              + inbox.folder());
    } else {
      audience.say(
          "rollcall: it is kept in " + claim.path() + "; the next start takes it up first");
    }
  }

  /**
   * Whether a next start would end in the same way, and nothing of the file is in the database, or
   * all that there was to be.
   */
  private static boolean isOfTheFile(ImportResult result) {
    Failure failure = result.failure();
    Counts counts = result.summary().counts();
    boolean written = counts.changedUsers();
    boolean done = !result.summary().status().isOpen();
    return failure != null
        && (done && failure.code() == ProblemCode.INPUT_CHANGED
            || !written
                && (failure.outcome() == Outcome.REFUSED || OF_THE_FILE.contains(failure.code())));
  }

  private List<String> waiting(Watch watch) {
    List<String> names = watch.folder().waiting().stream().map(inbox::naming).toList();
    if (names.size() <= MOST_NAMED) {
      return names;
    }
    List<String> named = new ArrayList<>(names.subList(0, MOST_NAMED));
    named.add((names.size() - MOST_NAMED) + " more");
    return named;
  }
}
