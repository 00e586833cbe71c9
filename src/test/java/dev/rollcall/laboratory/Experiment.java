package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.proof.Database;
import dev.rollcall.proof.Ended;
import dev.rollcall.proof.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One scenario, done step by step in a folder of its own, each step compared with the model. */
final class Experiment {

  private static final int KILLED = 128 + 9;
  private static final List<String> DATABASE_FILES = List.of("", "-wal", "-shm", "-journal");
  private static final String MENDED = "mended.csv";

  private final Workbench bench;
  private final Scenario scenario;
  private final Tools tools;
  private final FaultTable table;
  private final Database database;
  private final Set<String> ourTables;
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
    this.bench = new Workbench(folder);
    this.scenario = scenario;
    this.tools = tools;
    this.table = table;
    this.database = bench.database();
    this.ledger = new ModelLedger(scenario.users(), scenario.beginning().isForeign());
    this.ourTables = look(new Database(empty)).tables();
    scenario
        .beginning()
        .make(empty, database, scenario.users(), scenario.extras(), scenario.seed());
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
      List<String> command = new ArrayList<>(List.of("run", bench.path("job.yaml").toString()));
      if (delivery.again()) {
        command.add("--again");
      }
      take(delivery, command);
    } else if (step instanceof Step.Retry retry) {
      take(retry);
    } else if (step instanceof Step.Adopt adopt) {
      take(adopt);
    } else if (step instanceof Step.Undo undo) {
      take(undo);
    } else {
      restore();
    }
  }

  private void take(Step.Import step, List<String> command) throws IOException {
    bench.deliver(step);
    Judge judge = new Judge(ledger, scenario.beginning(), seen);
    if (!judge.isClear(step) || isIdle(step)) {
      return;
    }
    bench.writeJob(step);
    ModelLedger ledgerBefore = ledger.copy();
    Path copy = bench.path("copy-in-use.db");
    Files.deleteIfExists(copy);
    int rows = step.content().file() == null ? 0 : step.content().file().rows().size();
    int chunks = step.settings().isWhole() ? 1 : rows / step.settings().chunk() + 1;
    FaultyRun run =
        new FaultyRun(bench.path(""), bench.input(step), step.isPiped(), step.fault(), chunks);
    Ended ended = run(run, command);
    Seen after = look(database);
    judge.judge(step, ended, after);
    filesAreWhole(step, ended, after);
    count(step.fault(), ended, after);
    if (step.retryOf() != null) {
      table.count("retries of mended rejects");
    }
    if (Files.exists(copy)) {
      // Taken at some moment of the run: what a kill at that moment would have left.
      new Judge(ledgerBefore, scenario.beginning(), seen)
          .judge(
              step.with(new Fault(Fault.Kind.KILL_ANY_TIME, 0)),
              new Ended(KILLED, "", "", List.of()),
              look(new Database(copy)));
      Files.move(copy, bench.path("copy.db"), StandardCopyOption.REPLACE_EXISTING);
      copied = ledgerBefore;
    }
    seen = after;
  }

  private void take(Step.Retry step) throws IOException {
    LedgerRun of = ledger.lastWithRejects();
    if (of == null || !hasRejectFile(of)) {
      return;
    }
    Job job = of.job.ofRejects();
    Content mended = Mending.of(bench.rejectFile(of.id), job, step.seed());
    Step.Import retry =
        new Step.Import(job, MENDED, mended, Settings.ofRetry(of.job), false, of.id, step.fault());
    Content taken = Mending.taken(mended, ledger.openRejects(of, retry));
    List<String> command = new ArrayList<>(List.of("retry", Long.toString(of.id)));
    command.addAll(List.of("--file", bench.path(MENDED).toString()));
    command.addAll(List.of("--max-rejects", retry.settings().limitText()));
    command.addAll(List.of("--guard", "delete=100%"));
    take(retry.with(taken), command);
  }

  /** It may have gone to another place, or be one of a run that a restored copy doesn't know. */
  private boolean hasRejectFile(LedgerRun run) throws IOException {
    Path file = bench.rejectFile(run.id);
    return Files.exists(file)
        && Rejects.linesAndCodes(file).equals(Rejects.linesAndCodes(seen.rejectsOf(run.id)));
  }

  private void take(Step.Adopt step) throws IOException {
    Ended ended = run(step.fault(), List.of("schema", "baseline"));
    Seen after = look(database);
    new Judge(ledger, scenario.beginning(), seen).judgeAdoption(step.fault(), ended, after);
    count(step.fault(), ended, after);
    table.count("adoptions");
    seen = after;
  }

  private void take(Step.Undo step) throws IOException {
    LedgerRun last = ledger.lastWriter();
    if (last == null || scenario.beginning().hasRules()) {
      return;
    }
    Ended ended = run(step.fault(), List.of("runs", "undo", Long.toString(last.id)));
    Seen after = look(database);
    new Judge(ledger, scenario.beginning(), seen).judgeUndo(last, step.fault(), ended, after);
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
    Files.copy(bench.path("copy.db"), database.path());
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

  /** Runs a command that imports nothing. */
  private Ended run(Fault fault, List<String> command) throws IOException {
    return run(new FaultyRun(bench.path(""), bench.path("no-input.csv"), false, fault, 1), command);
  }

  private Ended run(FaultyRun run, List<String> command) throws IOException {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--db", database.path().toString()));
    if (command.get(0).equals("schema")) {
      return run.run(++commands, arguments);
    }
    Path summary = bench.path("summary.json");
    Files.deleteIfExists(summary);
    arguments.addAll(List.of("--summary", summary.toString()));
    Ended ended = run.run(++commands, arguments);
    // Whole, or not there at all.
    List<Map<String, Object>> summaries =
        Files.exists(summary) ? Json.lines(Files.readString(summary)) : List.of();
    return new Ended(ended.exitCode(), ended.out(), ended.err(), summaries);
  }

  private Seen look(Database at) {
    return Seen.in(at.copy(bench.path("look.db")));
  }

  private void count(Fault fault, Ended ended, Seen after) {
    assertThat(after.tables())
        .as("tables, made all at once or not at all")
        .isIn(seen.tables(), ourTables);
    table.add(fault.kind(), ended);
    if (ended.exitCode() != KILLED) {
      return;
    }
    if (after.tables().equals(seen.tables()) && !after.tables().equals(ourTables)) {
      table.count("kills before a schema was made, migrated or added");
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

  /** Files stand under their names whole; of a complete run, they have all of it, and no more. */
  private void filesAreWhole(Step.Import step, Ended ended, Seen after) throws IOException {
    bench.checkRejectFiles();
    if (ended.exitCode() == 3 && step.fault().kind() != Fault.Kind.FULL_REJECTS) {
      long run = ((Number) ended.summary().get("run")).longValue();
      assertThat(Rejects.linesAndCodes(bench.rejectFile(run)))
          .isEqualTo(Rejects.linesAndCodes(after.rejectsOf(run)));
    }
    boolean done = ended.exitCode() == 0 || ended.exitCode() == 3;
    if (done && step.fault().kind() == Fault.Kind.NONE) {
      bench.checkTidy(
          id -> ledger.runs().stream().anyMatch(run -> run.id == id && ModelLedger.isOpen(run)),
          step.isPiped());
    }
  }
}
