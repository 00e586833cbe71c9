package dev.rollcall.laboratory;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.Flavour;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelRules;
import dev.rollcall.proof.Packed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes scenarios; the same one for the same seed. */
final class ScenarioMaker {

  private static final int MOST_ROWS = 160;
  private static final int GUEST_ROWS = 30;
  private static final long GUESTS = 1L << 40;
  private static final List<Integer> CHUNKS = List.of(1, 2, 5, 10, 25, 50);
  private static final String MARK = "\ufeff";

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

  private final long seed;
  private final Random random;
  private final Job job;
  private final Job guestJob;
  private final List<Content> contents;
  private final List<Content> broken;
  private final Content guests;
  private final List<Step> steps = new ArrayList<>();

  private ScenarioMaker(long seed, ModelCase made, ModelCase guests) {
    this.seed = seed;
    this.random = new Random(seed);
    boolean mirror = random.nextInt(10) == 0;
    this.job = new Job("main", made.columns(), mirror ? made.rules().mirrored() : made.rules());
    this.guestJob = new Job("guests", guests.columns(), ModelRules.USUAL);
    List<ModelFile> files = made.files();
    this.contents = List.of(content("first", files.get(0)), content("second", files.get(1)));
    this.broken = broken(files.get(0));
    this.guests = content("guests", guests.files().get(0));
  }

  static Scenario make(long seed) {
    return make(seed, 20 + new Random(~seed).nextInt(MOST_ROWS - 20));
  }

  /** The same with at most so many rows in a file. */
  static Scenario make(long seed, int rows) {
    boolean relative = Math.floorMod(seed, 5) < 3;
    ModelCase made = CaseGenerator.generate(seed, 2, rows, new Flavour(relative, ""));
    ModelCase guests =
        CaseGenerator.generate(
            seed + GUESTS, 1, Math.min(rows, GUEST_ROWS), new Flavour(true, "guest-"));
    ScenarioMaker maker = new ScenarioMaker(seed, made, guests);
    boolean database = maker.random.nextInt(3) > 0;
    maker.fill(database);
    return new Scenario(
        seed,
        rows,
        database ? made.users() : List.of(),
        database,
        maker.steps,
        maker.contentsByName());
  }

  private Map<String, Content> contentsByName() {
    return Stream.of(contents, broken, List.of(guests))
        .flatMap(List::stream)
        .collect(Collectors.toMap(Content::name, content -> content));
  }

  private void fill(boolean database) {
    if (!database && random.nextBoolean()) {
      Step.Import first = delivery();
      tries(1 + random.nextInt(2), first, List.of(Fault.Kind.KILL_MIGRATING));
    }
    int episodes = 1 + random.nextInt(3);
    for (int i = 0; i < episodes; i++) {
      episode(delivery());
    }
    if (random.nextInt(25) == 0) {
      steps.add(delivery().with(new Fault(Fault.Kind.WRITER_LONG, 0)));
    }
    steps.add(free(delivery()));
  }

  private void episode(Step.Import delivery) {
    tries(2 + random.nextInt(6), delivery, KILLS);
    if (random.nextInt(2) == 0) {
      tries(1, delivery, OTHERS);
    }
    switch (random.nextInt(12)) {
      case 0 -> {
        steps.add(free(with(delivery, other(delivery.content()))));
        tries(1, delivery, KILLS);
      }
      case 1 -> {
        steps.add(free(with(delivery, pick(broken))));
        tries(1, delivery, KILLS);
      }
      case 2 -> steps.add(free(with(delivery, Content.NO_FILE)));
      case 3 -> {
        tries(random.nextInt(2), guests(), KILLS);
        steps.add(free(guests()));
      }
      case 4 -> steps.add(new Step.Undo(fault(KILLS)));
      case 5 -> steps.add(free(again(delivery)).with(fault(KILLS)));
      case 6 -> steps.add(new Step.Restore());
      case 7 -> steps.add(free(edited(delivery)));
      default -> {
        // The same command goes on, which is what users do.
      }
    }
    steps.add(free(delivery));
    switch (random.nextInt(8)) {
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
      default -> {
        // On to the next one.
      }
    }
  }

  private void tries(int count, Step.Import delivery, List<Fault.Kind> kinds) {
    for (int i = 0; i < count; i++) {
      Settings settings = delivery.settings();
      int chunk = random.nextInt(3) == 0 ? pick(CHUNKS) : settings.chunk();
      steps.add(
          delivery
              .with(new Settings(chunk, settings.rollback(), settings.limit(), settings.guard()))
              .with(fault(kinds)));
    }
  }

  private Step.Import delivery() {
    String path = random.nextInt(5) == 0 ? "other.csv" : "main.csv";
    long limit = random.nextInt(6) == 0 ? random.nextInt(6) : Settings.NO_LIMIT;
    int guard = random.nextInt(8) == 0 ? random.nextInt(100) : Settings.NO_GUARD;
    boolean whole = job.rules().isMirror() || random.nextInt(4) == 0;
    Settings settings = new Settings(pick(CHUNKS), whole ? "run" : "chunk", limit, guard);
    return new Step.Import(job, path, pick(contents), settings, false, Fault.NONE);
  }

  private Step.Import guests() {
    Settings settings = new Settings(pick(CHUNKS), "chunk", Settings.NO_LIMIT, Settings.NO_GUARD);
    return new Step.Import(guestJob, "guests.csv", guests, settings, false, Fault.NONE);
  }

  /** With nothing in the way. */
  private Step.Import free(Step.Import delivery) {
    return delivery.with(delivery.settings().without(pick(CHUNKS)));
  }

  private Content other(Content content) {
    return contents.get(0) == content ? contents.get(1) : contents.get(0);
  }

  private static Step.Import with(Step.Import delivery, Content content) {
    return new Step.Import(
        delivery.job(), delivery.path(), content, delivery.settings(), false, Fault.NONE);
  }

  private static Step.Import again(Step.Import delivery) {
    return new Step.Import(
        delivery.job(), delivery.path(), delivery.content(), delivery.settings(), true, Fault.NONE);
  }

  private static Step.Import edited(Step.Import delivery) {
    return new Step.Import(
        delivery.job().edited(),
        delivery.path(),
        delivery.content(),
        delivery.settings(),
        false,
        Fault.NONE);
  }

  private Fault fault(List<Fault.Kind> kinds) {
    return new Fault(pick(kinds), random.nextDouble());
  }

  private Content content(String name, ModelFile file) {
    return new Content(name, encoded(file.text()), file);
  }

  /** As some program somewhere would deliver it. */
  private byte[] encoded(String text) {
    String bare = text.startsWith(MARK) ? text.substring(1) : text;
    return switch (Math.floorMod(seed, 7)) {
      case 0 -> (MARK + bare).getBytes(StandardCharsets.UTF_16LE);
      case 1 -> Packed.gzip(text.getBytes(StandardCharsets.UTF_8));
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** What can't be read to its end. */
  private List<Content> broken(ModelFile file) {
    byte[] packed = Packed.gzip(file.text().getBytes(StandardCharsets.UTF_8));
    byte[] odd = (file.text() + "\n??").getBytes(StandardCharsets.UTF_8);
    odd[odd.length - 1] = (byte) 0xff;
    return List.of(
        new Content("open quote", encoded(file.text() + "\n\"cut off"), null),
        new Content("cut off", Arrays.copyOf(packed, packed.length / 2), null),
        new Content("odd bytes", odd, null));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
