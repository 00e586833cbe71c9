package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.proof.Database;
import dev.rollcall.proof.Ended;
import dev.rollcall.proof.JobText;
import dev.rollcall.proof.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One scenario, done step by step in a folder of its own, each step compared with the model. */
final class Experiment {

  private static final int KILLED = 128 + 9;
  private static final List<String> DATABASE_FILES = List.of("", "-wal", "-shm", "-journal");

  private final Path folder;
  private final Scenario scenario;
  private final Tools tools;
  private final FaultTable table;
  private final Database database;
  private ModelLedger ledger;
  private Seen seen;
  private @Nullable ModelLedger copied;
  private int commands;
  private boolean idleBefore;

  /**
   * @param empty a database of the program without users
   * @param folder where there is nothing yet
   */
  Experiment(Path empty, Path folder, Scenario scenario, Tools tools, FaultTable table)
      throws IOException {
    this.folder = folder;
    this.scenario = scenario;
    this.tools = tools;
    this.table = table;
    this.database = new Database(folder.resolve("users.db"));
    this.ledger = new ModelLedger(scenario.users());
    Files.createDirectories(folder.resolve("rejects"));
    if (scenario.database()) {
      Files.copy(empty, database.path());
      database.executeMany(
          "insert into users (username, email, level) values (?, ?, ?)",
          scenario.users().stream()
              .map(user -> Arrays.<Object>asList(user.username(), user.email(), user.level()))
              .toList());
    }
    this.seen = look(database);
  }

  /**
   * Does all steps.
   *
   * @throws AssertionError at the first difference from the model
   */
  void run() throws IOException {
    List<Step> done = new ArrayList<>();
    for (Step step : scenario.steps()) {
      done.add(step);
      try {
        take(tools.allow(step.fault().kind()) ? step : step.undisturbed());
      } catch (AssertionError | RuntimeException e) {
        String message = "at step " + done.size() + ", " + step + ":\n" + e.getMessage();
        throw new AssertionError(message, e);
      }
    }
  }

  private void take(Step step) throws IOException {
    if (step instanceof Step.Import delivery) {
      take(delivery);
    } else if (step instanceof Step.Undo undo) {
      take(undo);
    } else {
      restore();
    }
  }

  private void take(Step.Import step) throws IOException {
    deliver(step);
    if (!Judge.isClear(ledger, step) || isIdle(step)) {
      return;
    }
    writeJob(step);
    ModelLedger ledgerBefore = ledger.copy();
    Path copy = folder.resolve("copy-in-use.db");
    Files.deleteIfExists(copy);
    int rows = step.content().file() == null ? 0 : step.content().file().rows().size();
    int chunks = step.settings().isWhole() ? 1 : rows / step.settings().chunk() + 1;
    List<String> command = new ArrayList<>(List.of("run", folder.resolve("job.yaml").toString()));
    if (step.again()) {
      command.add("--again");
    }
    Ended ended = run(step.fault(), chunks, command);
    Seen after = look(database);
    new Judge(ledger, seen).judge(step, ended, after);
    filesAreWhole(step, ended, after);
    count(step.fault(), ended, after);
    if (Files.exists(copy)) {
      // Taken at some moment of the run: what a kill at that moment would have left.
      new Judge(ledgerBefore, seen)
          .judge(
              step.with(new Fault(Fault.Kind.KILL_ANY_TIME, 0)),
              new Ended(KILLED, "", "", List.of()),
              look(new Database(copy)));
      Files.move(copy, folder.resolve("copy.db"), StandardCopyOption.REPLACE_EXISTING);
      copied = ledgerBefore;
    }
    seen = after;
  }

  private void take(Step.Undo step) throws IOException {
    LedgerRun last = ledger.lastWriter();
    if (last == null) {
      return;
    }
    Ended ended = run(step.fault(), 1, List.of("runs", "undo", Long.toString(last.id)));
    Seen after = look(database);
    new Judge(ledger, seen).judgeUndo(last, step.fault(), ended, after);
    count(step.fault(), ended, after);
    table.count("undos");
    seen = after;
  }

  private void restore() throws IOException {
    if (copied == null) {
      return;
    }
    for (String ending : DATABASE_FILES) {
      Files.deleteIfExists(Path.of(database.path() + ending));
    }
    Files.copy(folder.resolve("copy.db"), database.path());
    ledger = copied.copy();
    seen = look(database);
    table.count("restores of a copy that was taken while the database was in use");
  }

  /** Whether a kill would hit a program that has nothing to do, as once in a row is enough. */
  private boolean isIdle(Step.Import step) {
    boolean idle =
        step.fault().effect() == Fault.Effect.KILL
            && ledger.judge(step) instanceof ModelLedger.Verdict.Done;
    boolean again = idle && idleBefore;
    idleBefore = idle;
    return again;
  }

  private void deliver(Step.Import step) throws IOException {
    Path file = folder.resolve(step.path());
    if (step.content().bytes() == null) {
      Files.deleteIfExists(file);
    } else {
      Files.write(file, step.content().bytes());
    }
  }

  private void writeJob(Step.Import step) throws IOException {
    Settings settings = step.settings();
    String limit = Long.toString(settings.limit());
    if (step.fault().kind() == Fault.Kind.FULL_REJECTS) {
      limit += ", file: \"" + folder.resolve("rejects/rejects.csv") + '"';
    }
    String text =
        JobText.of(
            step.job().name(),
            List.of(folder.resolve(step.path())),
            step.job().columns(),
            step.job().rules(),
            limit,
            settings.rollback(),
            settings.guardText(step.job().rules().isMirror()),
            settings.chunk());
    Files.writeString(folder.resolve("job.yaml"), text);
  }

  private Ended run(Fault fault, int chunks, List<String> command) throws IOException {
    Path summary = folder.resolve("summary.json");
    Files.deleteIfExists(summary);
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--db", database.path().toString()));
    arguments.addAll(List.of("--summary", summary.toString()));
    Ended ended = new FaultyRun(folder, fault, chunks).run(++commands, arguments);
    // Whole, or not there at all.
    List<Map<String, Object>> summaries =
        Files.exists(summary) ? Json.lines(Files.readString(summary)) : List.of();
    return new Ended(ended.exitCode(), ended.out(), ended.err(), summaries);
  }

  private Seen look(Database at) {
    return Seen.in(at.copy(folder.resolve("look.db")));
  }

  private void count(Fault fault, Ended ended, Seen after) {
    table.add(fault.kind(), ended.exitCode());
    if (ended.exitCode() != KILLED) {
      return;
    }
    after
        .runs()
        .forEach(
            (id, run) -> {
              Seen.Run then = seen.runs().get(id);
              if (then != null && run.restarts() > then.restarts()) {
                table.count(
                    run.restarts() == 1
                        ? "kills during a take-over"
                        : "kills during the take-over of a take-over");
              }
            });
  }

  /** Reject files stand under their names whole; that of a complete run has all rejects. */
  private void filesAreWhole(Step.Import step, Ended ended, Seen after) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".rejects.csv")).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          assertThat(Files.readString(file, StandardCharsets.UTF_8)).as("%s", file).endsWith("\n");
          Rejects.linesAndCodes(file);
        }
      }
    }
    if (ended.exitCode() == 3 && step.fault().kind() != Fault.Kind.FULL_REJECTS) {
      long run = ((Number) ended.summary().get("run")).longValue();
      assertThat(Rejects.linesAndCodes(Path.of(database.path() + ".run-" + run + ".rejects.csv")))
          .isEqualTo(Rejects.linesAndCodes(after.rejectsOf(run)));
    }
  }
}
