package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.files.LockFile;
import dev.rollcall.files.SmallFile;
import dev.rollcall.files.WholeFile;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.monitoring.JobFigures;
import dev.rollcall.monitoring.MetricsText;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunStatus;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file with the figures of jobs, whole or not at all. It keeps the lines of jobs that the
 * command did not run, also where several commands write it at once: they wait for one another.
 * Where it can't be written, that is said, and the command goes on: no import fails for want of it.
 */
final class MetricsFile {

  private static final int LARGEST_BYTES = 1 << 20;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LOOK_MILLIS = 20;

  private static final List<String> STATUSES =
      Arrays.stream(RunStatus.values())
          .filter(status -> status.exitCode() != null && status != RunStatus.PLANNED)
          .map(RunStatus::name)
          .toList();

  private final Path path;
  private final Audience audience;
  private final List<JobFigures> figures = new ArrayList<>();
  private boolean usable = true;

  /**
   * @param audience is told if there can be no such file
   * @throws Failure {@code USAGE} if it is none of these, and so is somebody's
   */
  MetricsFile(Path path, Audience audience) {
    this.path = path;
    this.audience = audience;
    try {
      WholeFile.createForAll(path).close();
      old();
    } catch (Failure failure) {
      if (failure.code() != ProblemCode.OUTPUT_UNWRITABLE) {
        throw failure;
      }
      usable = false;
      say(failure);
    }
  }

  private void say(Failure failure) {
    audience.say("rollcall: no metrics are written: " + failure.getMessage());
  }

  /** Adds the files that will be written. */
  static CommandFiles claim(CommandFiles files, Path path) {
    return files.write(path).write(lock(path));
  }

  private static Path lock(Path path) {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  /**
   * Adds what came of a job.
   *
   * @param ends its runs, in their order; none of a report that ended well
   * @param seconds how long it took
   */
  void add(JobDefinition job, List<RunEnd> ends, double seconds) {
    RunEnd last = ends.isEmpty() ? null : ends.get(ends.size() - 1);
    long now = Instant.now().getEpochSecond();
    long succeeded =
        last == null || last.letsOthersFollow() ? now : lastSuccess(job.name(), last.database());
    figures.add(
        new JobFigures(
            job.name(),
            now,
            succeeded,
            RunEnd.exitCode(ends),
            status(ends).name(),
            seconds,
            job instanceof JobDefinition.Import ? rows(ends) : Map.of()));
  }

  private static RunStatus status(List<RunEnd> ends) {
    RunStatus status = ends.isEmpty() ? RunStatus.COMPLETED : RunStatus.ALREADY_DONE;
    for (RunEnd end : ends) {
      RunStatus next = end.summary().status();
      boolean says = next != RunStatus.ALREADY_DONE && status != RunStatus.COMPLETED_WITH_REJECTS;
      status = says || !end.letsOthersFollow() ? next : status;
    }
    return status;
  }

  private static Map<String, Long> rows(List<RunEnd> ends) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (RunEnd end : ends) {
      Counts counts = end.summary().counts();
      rows.merge("created", counts.created(), Long::sum);
      rows.merge("updated", counts.updated(), Long::sum);
      rows.merge("unchanged", counts.unchanged(), Long::sum);
      rows.merge("deleted", counts.deleted(), Long::sum);
      rows.merge("rejected", counts.rejected(), Long::sum);
      rows.merge("removed", counts.removed(), Long::sum);
      rows.merge("retired", counts.retired(), Long::sum);
    }
    return rows;
  }

  /** As the ledger has it, in seconds since 1970; 0 if it has none. */
  private static long lastSuccess(String job, @Nullable Database database) {
    try {
      String ended = database == null || !database.exists() ? null : database.lastCompleted(job);
      return ended == null ? 0 : Instant.parse(ended).getEpochSecond();
    } catch (Failure | DateTimeParseException e) {
      // Why the job failed, most likely; what the file knows is kept.
      return 0;
    }
  }

  /** Writes what was added; to be called once, at the end. */
  void write() {
    if (figures.isEmpty() || !usable) {
      return;
    }
    try {
      replace();
    } catch (Failure failure) {
      say(failure);
    }
  }

  private void replace() {
    try (LockFile file = LockFile.open(lock(path), path)) {
      hold(file);
      MetricsText text = new MetricsText(old(), STATUSES);
      figures.forEach(text::put);
      try (WholeFile whole = WholeFile.createForAll(path)) {
        whole.write(text.toString().getBytes(StandardCharsets.UTF_8));
        whole.finish();
      }
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.OUTPUT_UNWRITABLE,
          Place.of(path.toString()),
          "the metrics can't be written (" + SmallFile.reason(e) + ")",
          "check the permissions of its folder, or name another file",
          e);
    }
  }

  /** Locks it until it is closed. */
  private static void hold(LockFile file) throws IOException {
    for (int waited = 0; !isHeld(file); waited += LOOK_MILLIS) {
      if (waited >= PATIENCE_MILLIS) {
        throw new IOException("another command has locked it for ten seconds");
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static boolean isHeld(LockFile file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another command in this process has it.
      return false;
    }
  }

  /** What is there; nothing if there is no such file. */
  private String old() {
    try {
      String text =
          Files.exists(path)
              ? new String(SmallFile.read(path, LARGEST_BYTES), StandardCharsets.UTF_8)
              : "";
      if (text.isEmpty() || text.startsWith(MetricsText.START)) {
        return text;
      }
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.OUTPUT_UNWRITABLE,
          Place.of(path.toString()),
          "its other lines can't be read (" + SmallFile.reason(e) + ")",
          "delete it, or name another file");
    }
    throw Failure.at(
        ProblemCode.USAGE,
        Place.of(path.toString()),
        "written there, the metrics would replace a file of something else",
        "name another file");
  }
}
