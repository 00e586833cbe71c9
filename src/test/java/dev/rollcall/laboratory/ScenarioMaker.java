package dev.rollcall.laboratory;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.Flavour;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelMeanings;
import dev.rollcall.model.ModelRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes scenarios; the same one for the same seed. */
final class ScenarioMaker {

  private static final int MOST_ROWS = 160;
  private static final int GUEST_ROWS = 30;
  private static final long GUESTS = 1L << 40;
  private static final List<String> PATHS =
      List.of("main.csv", "main.csv", "main.csv", "other.csv", Step.STANDARD_INPUT);
  private static final List<Integer> CHUNKS = List.of(1, 2, 5, 10, 25, 50);

  private static final List<Beginning> BEGINNINGS =
      List.of(
          Beginning.NOTHING,
          Beginning.CURRENT,
          Beginning.CURRENT,
          Beginning.OLDER,
          Beginning.FOREIGN,
          Beginning.FOREIGN_WITH_RULES);

  /** What is tried most: kills, at the moments that are most apart. */
  private static final List<Fault.Kind> KILLS =
      List.of(
          Fault.Kind.KILL_ANY_TIME,
          Fault.Kind.KILL_ANY_TIME,
          Fault.Kind.KILL_AFTER_CHUNK,
          Fault.Kind.KILL_AFTER_CHUNK,
          Fault.Kind.KILL_BEFORE_SYNC,
          Fault.Kind.KILL_BEFORE_SYNC,
          Fault.Kind.KILL_BETWEEN_WRITES,
          Fault.Kind.KILL_BETWEEN_WRITES,
          Fault.Kind.KILL_WRITING_FILE,
          Fault.Kind.KILL_BEFORE_NAME,
          Fault.Kind.KILL_BEFORE_DELETE);

  private static final List<Fault.Kind> OTHERS =
      Arrays.stream(Fault.Kind.values())
          .filter(kind -> kind.effect() != Fault.Effect.KILL)
          .filter(kind -> kind != Fault.Kind.NONE && kind != Fault.Kind.WRITER_LONG)
          .toList();

  private static final List<Fault.Kind> ADOPTING =
      List.of(
          Fault.Kind.KILL_MIGRATING,
          Fault.Kind.KILL_MIGRATING,
          Fault.Kind.KILL_BEFORE_SYNC,
          Fault.Kind.SYNC_ERROR,
          Fault.Kind.READ_ONLY);

  private final Random random;
  private final Job job;
  private final Job guestJob;
  private final Contents contents;
  private final Beginning beginning;
  private final List<Step> steps = new ArrayList<>();

  private ScenarioMaker(
      long seed, Random random, Beginning beginning, ModelCase made, ModelCase guests) {
    this.random = random;
    boolean mirror = random.nextInt(10) == 0;
    this.job = new Job("main", made.columns(), mirror ? made.rules().mirrored() : made.rules());
    this.guestJob = new Job("guests", guests.columns(), namingNone(made.rules().extras()));
    this.contents = Contents.of(seed, made.files(), guests.files().get(0));
    this.beginning = beginning;
  }

  /** Of a job that names none of the columns that the database has. */
  private static ModelRules namingNone(ModelExtras extras) {
    return ModelRules.USUAL.with(
        ModelMeanings.NONE, new ModelExtras(extras.all(), List.of()), null);
  }

  static Scenario make(long seed) {
    return make(seed, 20 + new Random(~seed).nextInt(MOST_ROWS - 20));
  }

  /** The same with at most so many rows in a file. */
  static Scenario make(long seed, int rows) {
    boolean relative = Math.floorMod(seed, 5) < 3;
    Random random = new Random(seed);
    Beginning beginning = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()));
    ModelCase any = CaseGenerator.generate(seed, 2, rows, new Flavour(relative, ""));
    // What isn't there yet, or what an older version has made, knows of no columns beforehand.
    ModelCase made = beginning == Beginning.NOTHING ? any.withoutExtras() : any.ofNamedColumns();
    ModelCase guests =
        CaseGenerator.generate(
                seed + GUESTS, 1, Math.min(rows, GUEST_ROWS), new Flavour(true, "guest-"))
            .withoutExtras();
    ScenarioMaker maker = new ScenarioMaker(seed, random, beginning, made, guests);
    maker.fill();
    return new Scenario(
        seed,
        rows,
        maker.beginning.fitting(made.users()),
        made.rules().extras(),
        maker.beginning,
        maker.steps,
        maker.contents.byName());
  }

  private void fill() {
    begin();
    int episodes = 1 + random.nextInt(3);
    for (int i = 0; i < episodes; i++) {
      episode(delivery());
    }
    if (random.nextInt(20) == 0) {
      steps.add(delivery().with(new Fault(Fault.Kind.WRITER_LONG, 0)));
    }
    steps.add(free(delivery()));
  }

  private void begin() {
    if (beginning.isForeign()) {
      if (random.nextInt(3) == 0) {
        steps.add(delivery());
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        steps.add(new Step.Adopt(fault(ADOPTING)));
      }
      steps.add(new Step.Adopt(Fault.NONE));
    } else if (beginning != Beginning.CURRENT) {
      tries(random.nextInt(4), delivery(), List.of(Fault.Kind.KILL_MIGRATING));
    }
  }

  private void episode(Step.Import delivery) {
    tries(random.nextInt(3), delivery, OTHERS);
    tries(2 + random.nextInt(6), delivery, KILLS);
    tries(random.nextInt(2), delivery, OTHERS);
    switch (random.nextInt(12)) {
      case 0 -> {
        steps.add(free(delivery.with(contents.other(delivery.content()))));
        tries(1, delivery, KILLS);
      }
      case 1 -> {
        steps.add(free(delivery.with(pick(contents.broken()))));
        tries(1, delivery, KILLS);
      }
      case 2 -> steps.add(free(delivery.with(Content.NO_FILE)));
      case 3 -> {
        tries(random.nextInt(2), guests(), KILLS);
        steps.add(free(guests()));
      }
      case 4 -> steps.add(new Step.Undo(fault(KILLS)));
      case 5 -> steps.add(free(delivery.onceMore()).with(fault(KILLS)));
      case 6 -> steps.add(new Step.Restore());
      case 7 -> steps.add(free(edited(delivery)));
      default -> {
        // The same command goes on, which is what users do.
      }
    }
    steps.add(free(delivery));
    switch (random.nextInt(11)) {
      case 0, 1 -> steps.add(free(delivery).with(fault(KILLS)));
      case 2 -> steps.add(free(edited(delivery)).with(fault(KILLS)));
      case 3 -> {
        steps.add(new Step.Undo(fault(KILLS)));
        steps.add(new Step.Undo(Fault.NONE));
        steps.add(free(delivery));
      }
      case 4 -> {
        steps.add(free(guests()));
        steps.add(free(delivery));
      }
      case 5 -> steps.add(new Step.Restore());
      case 6, 7, 8 -> retries();
      default -> {
        // On to the next one.
      }
    }
  }

  /** Rejects are mended and come back, sooner or later to the end. */
  private void retries() {
    long seed = random.nextLong();
    for (int i = random.nextInt(4); i > 0; i--) {
      steps.add(new Step.Retry(seed, fault(random.nextInt(4) == 0 ? OTHERS : KILLS)));
    }
    steps.add(new Step.Retry(seed, Fault.NONE));
    switch (random.nextInt(4)) {
      case 0 -> steps.add(new Step.Retry(seed, Fault.NONE));
      case 1 -> steps.add(new Step.Retry(random.nextLong(), Fault.NONE));
      case 2 -> steps.add(new Step.Undo(Fault.NONE));
      default -> {
        // They are settled.
      }
    }
  }

  private void tries(int count, Step.Import delivery, List<Fault.Kind> kinds) {
    for (int i = 0; i < count; i++) {
      Fault fault = fault(kinds);
      int chunk = random.nextInt(3) == 0 ? pick(CHUNKS) : delivery.settings().chunk();
      steps.add(
          switch (fault.kind()) {
            // So that a chunk is under way.
            case STOP_TERM, STOP_INT ->
                delivery.with(delivery.settings().inChunksOf(1)).with(fault);
            // What it has become may have more rejects than a limit allows.
            case INPUT_CHANGES -> delivery.with(delivery.settings().without(chunk)).with(fault);
            default -> delivery.with(delivery.settings().inChunksOf(chunk)).with(fault);
          });
    }
  }

  private Step.Import delivery() {
    String path = pick(PATHS);
    long limit = random.nextInt(6) == 0 ? random.nextInt(6) : Settings.NO_LIMIT;
    int guard = random.nextInt(8) == 0 ? random.nextInt(100) : Settings.NO_GUARD;
    boolean whole = job.rules().isMirror() || random.nextInt(4) == 0;
    Settings settings = new Settings(pick(CHUNKS), whole ? "run" : "chunk", limit, guard);
    return new Step.Import(job, path, pick(contents.sound()), settings, false, null, Fault.NONE);
  }

  private Step.Import guests() {
    Settings settings = new Settings(pick(CHUNKS), "chunk", Settings.NO_LIMIT, Settings.NO_GUARD);
    return new Step.Import(
        guestJob, "guests.csv", contents.guests(), settings, false, null, Fault.NONE);
  }

  /** With nothing in the way. */
  private Step.Import free(Step.Import delivery) {
    return delivery.with(delivery.settings().without(pick(CHUNKS)));
  }

  private static Step.Import edited(Step.Import delivery) {
    return delivery.with(delivery.job().edited());
  }

  private Fault fault(List<Fault.Kind> kinds) {
    return new Fault(pick(kinds), random.nextDouble());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
