package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.proof.CaseDatabase;
import dev.rollcall.proof.Database;
import dev.rollcall.proof.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** One history, done step by step in a folder of its own, each step compared with the model. */
final class Experiment {

  private final History history;
  private final Site site;
  private final Database database;
  private final Path folder;
  private final Figures figures;
  private final World world;
  private final Map<String, Rejects> fixed = new HashMap<>();
  private final Map<Path, byte[]> edited = new HashMap<>();
  private final Stranger stranger;
  private Ledger seen;

  /**
   * @param site with a database without users
   * @param folder where there is nothing but that
   */
  Experiment(Site site, Path folder, History history, Figures figures) {
    this.history = history;
    this.site = site;
    this.folder = folder;
    this.figures = figures;
    this.database = site.database();
    this.world = new World(history.columns());
    database.executeMany(
        "insert into users (username, email, level) values (?, ?, ?)",
        history.users().stream()
            .map(user -> Arrays.<Object>asList(user.username(), user.email(), user.level()))
            .toList());
    if (history.adopted()) {
      Ended ended = site.run(List.of("schema", "baseline"));
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
    CaseDatabase columns =
        new CaseDatabase(database, new ModelExtras(history.columns(), List.of()));
    columns.addColumns();
    columns.know();
    history.users().forEach(user -> world.users.put(user.username(), user.with(world.usual())));
    this.stranger = new Stranger(world, database);
    this.seen = look();
    world.ids.putAll(seen.ids());
  }

  /**
   * Does all steps.
   *
   * @throws AssertionError at the first difference from the model
   */
  void run() throws IOException {
    int number = 0;
    for (Step step : history.steps()) {
      number++;
      try {
        take(step);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("at step " + number + ", " + step + ":\n" + e.getMessage(), e);
      }
    }
  }

  private void take(Step step) throws IOException {
    if (step instanceof Step.Deliver it) {
      take(it);
    } else if (step instanceof Step.FeedBack it) {
      take(it);
    } else if (step instanceof Step.Undo it) {
      take(it);
    } else if (step instanceof Step.ByHand it) {
      take(it);
    } else if (step instanceof Step.Stranger it) {
      take(it);
    } else if (step instanceof Step.Change it) {
      take(it.rule(), it.on());
    } else {
      finishAll();
    }
  }

  private void take(Step.Deliver step) throws IOException {
    Path path = folder.resolve("p" + step.path() + ".csv");
    Files.writeString(path, history.contents().get(step.content()).text());
    Delivery delivery =
        new Delivery(
            history.variants().get(step.variant() % history.variants().size()),
            "content " + step.content(),
            path.toString(),
            history.contents().get(step.content()).rows(),
            null);
    if (step.plan()) {
      plan(delivery, step.again(), step.terms());
    } else {
      work(delivery, step.again(), step.terms(), Step.Way.IMPORT);
    }
  }

  /** The command with all that it says of how it works. */
  private List<String> imports(String command, Delivery delivery, boolean again, Terms terms)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    if (delivery.variant().needsFile()) {
      Path job = folder.resolve("job.yaml");
      Files.writeString(job, delivery.variant().file(Path.of(delivery.path()), terms));
      arguments.addAll(List.of(command.equals("import") ? "run" : command, job.toString()));
    } else {
      arguments.addAll(List.of(command, delivery.path()));
      arguments.addAll(delivery.variant().flags());
      arguments.addAll(List.of("--chunk", Integer.toString(terms.chunk())));
      if (command.equals("import")) {
        arguments.addAll(List.of("--rollback", terms.whole() ? "run" : "chunk"));
      }
      arguments.addAll(List.of("--max-rejects", terms.limitText()));
      arguments.addAll(List.of("--guard", "delete=100%"));
    }
    if (again) {
      arguments.add("--again");
    }
    return arguments;
  }

  /** A retry has no more to say of how it works: it is the run's. */
  private static List<String> retries(Delivery delivery, Terms terms) {
    return List.of(
        "retry",
        Long.toString(Objects.requireNonNull(delivery.of())),
        "--file",
        delivery.path(),
        "--max-rejects",
        terms.limitText(),
        "--guard",
        "delete=100%");
  }

  private void work(Delivery delivery, boolean again, Terms terms, Step.Way way)
      throws IOException {
    Stop stop = terms.stop();
    boolean fails = stop == Stop.FAILS || stop == Stop.LOOKS_KILLED;
    int rows = delivery.rows().size();
    List<String> arguments =
        way == Step.Way.IMPORT
            ? imports("import", delivery, again, terms)
            : retries(delivery, terms);
    if (fails) {
      database.execute(MadeToFail.behind((int) (terms.at() * rows), site.kind()));
    }
    int chunks = terms.whole() ? 1 : rows / terms.chunk() + 1;
    Site.Stopped stopped =
        stop.isOfProcess()
            ? site.run(arguments, stop, terms.at(), chunks, delivery)
            : new Site.Stopped(site.run(arguments), null);
    Ended ended = stopped.ended();
    if (fails) {
      database.execute(MadeToFail.nothing(site.kind()));
    }
    if (stop == Stop.LOOKS_KILLED && ended.exitCode() == 1) {
      database.execute(
          "update rollcall_runs set status = 'STARTED', finished_at = null, message = null"
              + " where status = 'FAILED' and id = (select max(id) from rollcall_runs)");
    }
    Ledger after = look();
    figures.ran(delivery, ended);
    figures.stopped(stop, ended);
    new WorkJudge(world, seen, delivery, again, terms, ended, after).judge();
    settle(after);
    if (stopped.frozen() != null) {
      // What it does not know yet: another does its work.
      work(delivery, again, terms.undisturbed(), way);
      thaw(stopped.frozen(), delivery, again, terms);
    }
  }

  /**
   * It has lost its lock: what it was doing is undone, or was done. If it had none yet, it begins.
   */
  private void thaw(Site.Frozen frozen, Delivery delivery, boolean again, Terms terms) {
    Ended late = frozen.thaw();
    Ledger after = look();
    if (after.equals(seen)) {
      Checks.noFaultOfTheProgram(late);
    } else {
      new WorkJudge(world, seen, delivery, again, terms, late, after).judge();
    }
    settle(after);
  }

  private void plan(Delivery delivery, boolean again, Terms terms) throws IOException {
    List<String> arguments = imports("plan", delivery, again, terms);
    Ended ended = site.run(arguments);
    figures.count("plans");
    Ledger after = look();
    new PlanJudge(world, delivery, again, terms).judge(ended);
    Checks.unchanged(seen, after, "planned");
    settle(after);
  }

  private void take(Step.FeedBack step) throws IOException {
    List<PastRun> candidates =
        world.withRejects(history.ingredients().contains(Ingredient.OPEN_REJECTS));
    if (candidates.isEmpty()) {
      return;
    }
    PastRun run = candidates.get(step.run() % candidates.size());
    Rejects rejects = fixed(run, step.fix(), step.inPlace());
    if (rejects == null) {
      return;
    }
    if (rejects.deliver() && step.inPlace()) {
      edited.put(rejects.path(), rejects.bytes());
    }
    Delivery of = Objects.requireNonNull(run.delivery);
    Delivery delivery =
        new Delivery(
            Objects.requireNonNull(world.root(run).delivery).variant(),
            rejects.content(),
            rejects.path().toString(),
            rejects.rows(),
            run.id);
    assertThat(of.variant().job()).isEqualTo(delivery.variant().job());
    Terms terms = step.terms();
    boolean whole = terms.whole() && step.way() == Step.Way.IMPORT;
    work(
        delivery,
        false,
        new Terms(terms.chunk(), terms.limit(), whole, terms.stop(), terms.at()),
        step.way());
  }

  /** A run's rejects, fixed in one of the ways; null if there is no file of them. */
  private Rejects fixed(PastRun run, int fix, boolean inPlace) throws IOException {
    String key = run.id + " " + fix + " " + inPlace;
    Rejects known = fixed.get(key);
    if (known != null) {
      return known;
    }
    String name = Objects.requireNonNull(seen.runs().get(run.id)).rejectFile();
    if (name == null || edited.containsKey(Path.of(name)) || !Files.exists(Path.of(name))) {
      return null;
    }
    Path file = Path.of(name);
    Path to = inPlace ? file : folder.resolve("fixed-" + run.id + "-" + fix + ".csv");
    Rejects rejects = Rejects.fix(file, to, new Random(history.seed() * 31 + run.id * 7 + fix));
    if (rejects.rows().isEmpty()) {
      return null;
    }
    fixed.put(key, rejects);
    return rejects;
  }

  private void take(Step.Undo step) throws IOException {
    List<PastRun> candidates = world.writers();
    if (candidates.isEmpty() || !world.rules.areNone()) {
      return;
    }
    PastRun run = candidates.get(step.run() % candidates.size());
    List<String> arguments = new ArrayList<>(List.of("runs", "undo", Long.toString(run.id)));
    if (step.force()) {
      arguments.add("--force");
    }
    UndoJudge judge = new UndoJudge(world, run, step.force());
    Ended ended =
        step.stop().isOfProcess()
            ? site.run(arguments, step.stop(), step.at(), 1, null).ended()
            : site.run(arguments);
    Ledger after = look();
    figures.undone(ended);
    figures.stopped(step.stop(), ended);
    judge.judge(ended, step.stop(), seen, after);
    settle(after);
  }

  private void take(Step.ByHand step) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("users", step.command(), step.user()));
    if (step.command().equals("add")) {
      arguments.add("--level");
    }
    if (!step.value().isEmpty()) {
      arguments.add(step.value());
    }
    Ended ended = site.run(arguments);
    Ledger after = look();
    figures.count("changes by hand");
    new HandJudge(world, step).judge(ended, seen, after);
    settle(after);
  }

  private void take(Step.Stranger step) {
    if (stranger.writes(step)) {
      figures.count("changes by another program");
      Ledger after = look();
      Checks.othersUnchanged(seen, after, 0);
      settle(after);
    }
  }

  private void take(Rules.Rule rule, boolean on) {
    if (on && !Rules.canBeMade(rule, world.users.values()) || !world.rules.change(rule, on)) {
      return;
    }
    figures.count("rules that came or went");
    database.execute(Rules.sql(rule, on, site.kind()));
  }

  /** Without rules and limits in the way, everything that was left can be done. */
  private void finishAll() throws IOException {
    for (Rules.Rule rule : Rules.Rule.values()) {
      take(rule, false);
    }
    for (PastRun run : List.copyOf(world.runs)) {
      Delivery delivery = run.delivery;
      if (delivery == null || !run.isOpen() || world.isGone(run)) {
        continue;
      }
      if (delivery.of() == null) {
        int content = Integer.parseInt(delivery.content().replaceAll("\\D", ""));
        Files.writeString(Path.of(delivery.path()), history.contents().get(content).text());
      } else {
        Files.writeString(Path.of(delivery.path()), delivery.content());
      }
      Terms terms = new Terms(50, Terms.NO_LIMIT, false, Stop.NOTHING, 0);
      work(delivery, run.again, terms, delivery.of() == null ? Step.Way.IMPORT : Step.Way.RETRY);
    }
  }

  private void settle(Ledger after) {
    assertThat(after.users()).as("users").isEqualTo(World.stored(world.users));
    Checks.settled(world, after);
    edited.forEach(
        (file, bytes) ->
            assertThat(file).as("a file that somebody has fixed").hasBinaryContent(bytes));
    world.ids.clear();
    world.ids.putAll(after.ids());
    seen = after;
  }

  private Ledger look() {
    return Ledger.in(database.copy(folder.resolve("look.db")), history.columns());
  }
}
