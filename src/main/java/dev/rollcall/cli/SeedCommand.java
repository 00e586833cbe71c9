package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.files.FileCache;
import dev.rollcall.files.OwnFile;
import dev.rollcall.files.SmallFile;
import dev.rollcall.files.TemporaryFolder;
import dev.rollcall.files.WholeFile;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobs.SeedBuild;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.seeding.SeedFolder;
import dev.rollcall.seeding.SeedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes a database of a folder, or copies the one that was made of the same before. The launcher
 * does the latter by itself where it can.
 */
@Command(
    description = "Make a database of a folder's files, or copy the one made of the same before.",
    footer = {
      "  rollcall seed fixtures/users --db test.db",
      "  rollcall seed fixtures/users --print-key",
      "  rollcall seed fixtures/users --db fixtures/users.db --check"
    })
final class SeedCommand implements Callable<Integer> {

  /** In the ledger, unless the environment says otherwise: 1 January 2000. */
  private static final long USUAL_EPOCH = 946_684_800;

  private static final Pattern EPOCH = Pattern.compile("[0-9]{1,11}");

  private final Console console;
  private final StopSignal stop;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(
      paramLabel = "FOLDER",
      completionCandidates = Candidates.AnyFile.class,
      description = "CSV files, imported in the order of names, or as its seed.yaml says.")
  private Path folder = Path.of("");

  @Option(
      names = "--print-key",
      order = OptionGroup.OUTPUT,
      description = "Print what the database depends on as one word, and make nothing.")
  private boolean printKey;

  @Option(
      names = "--check",
      order = OptionGroup.SAFETY,
      description = "Fail unless the database is what the folder makes, byte for byte.")
  private boolean check;

  SeedCommand(Console console, StopSignal stop) {
    this.console = console;
    this.stop = stop;
  }

  @Override
  public Integer call() throws IOException {
    database.apply(console);
    String epoch = System.getenv().getOrDefault("SOURCE_DATE_EPOCH", "");
    SeedFolder files = SeedFolder.read(folder);
    String key = SeedKey.of(files, epoch);
    if (printKey) {
      console.data(key);
      return 0;
    }
    Database target = database.database(null);
    // Refuses a server before anything is made.
    target.seed();
    requireOutside(target);
    SeedBuild build =
        new SeedBuild(files, time(epoch), new ConsoleAudience(console, database), stop);
    FileCache.Maker maker = in -> unchanged(build.make(in), key, epoch);
    Path seeds = seeds();
    if (seeds == null) {
      try (TemporaryFolder temporary = TemporaryFolder.create("rollcall-seed")) {
        finish(maker.make(temporary.path()), target, true);
      }
    } else {
      AtomicBoolean made = new AtomicBoolean();
      Path seed =
          cache(seeds)
              .get(
                  key,
                  in -> {
                    made.set(true);
                    return maker.make(in);
                  });
      finish(seed, target, made.get());
    }
    return 0;
  }

  /** Where seeds are kept; null if there is no place that outlives this process. */
  private static @Nullable Path seeds() throws IOException {
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    String home = System.getenv().getOrDefault("HOME", "");
    if (!cache.isEmpty()) {
      return Path.of(cache, "rollcall", "seeds");
    }
    // That of another user, as under sudo, is not looked into.
    boolean isOwn =
        !home.isEmpty()
            && Files.isDirectory(Path.of(home))
            && OwnFile.isOwnFolder(Path.of(home).toRealPath());
    return isOwn ? Path.of(home, ".cache", "rollcall", "seeds") : null;
  }

  private static FileCache cache(Path seeds) {
    try {
      return new FileCache(seeds);
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.OUTPUT_UNWRITABLE,
          Place.of(seeds.toString()),
          "seeds can't be kept here (" + SmallFile.reason(e) + ")",
          "set XDG_CACHE_HOME to a folder of yours that can be written",
          e);
    }
  }

  private Path unchanged(Path made, String key, String epoch) {
    if (!SeedKey.of(SeedFolder.read(folder), epoch).equals(key)) {
      throw Failure.at(
          ProblemCode.INPUT_CHANGED,
          Place.of(folder.toString()),
          "it changed while it was read",
          "run the same command again");
    }
    return made;
  }

  private static Instant time(String epoch) {
    if (!epoch.isEmpty() && !EPOCH.matcher(epoch).matches()) {
      throw Failure.of(
          ProblemCode.USAGE,
          "SOURCE_DATE_EPOCH must be seconds since 1970, not \"" + epoch + '"',
          "set it to a number such as 1767225600, or leave it out");
    }
    return Instant.ofEpochSecond(epoch.isEmpty() ? USUAL_EPOCH : Long.parseLong(epoch));
  }

  /** A database among the files it is made of would make another one the next time. */
  private void requireOutside(Database target) throws IOException {
    if (target.path().startsWith(folder.toRealPath())) {
      throw Failure.at(
          ProblemCode.USAGE,
          Place.of(target.name()),
          "the database would be one of the files it is made of",
          "name a file outside the folder: --db");
    }
  }

  private void finish(Path seed, Database target, boolean made) throws IOException {
    if (check) {
      check(seed, target);
      return;
    }
    if (target.exists() && Files.size(target.path()) > 0) {
      if (!target.seed().isOne()) {
        throw Failure.at(
            ProblemCode.NOT_A_SEED,
            Place.of(target.name()),
            "this was not made by rollcall seed, and is not replaced",
            "name another file, or delete it");
      }
      target.seed().closeLog();
    }
    try (InputStream in = Files.newInputStream(seed);
        WholeFile whole = WholeFile.create(target.path())) {
      in.transferTo(whole);
      whole.finish();
    }
    String how = made ? " (made)" : " (copied)";
    console.result(target.name() + ": seeded from " + folder + how);
  }

  private void check(Path seed, Database target) throws IOException {
    if (!target.exists() || Files.mismatch(seed, target.path()) >= 0) {
      throw Failure.at(
          ProblemCode.SEED_OUTDATED,
          Place.of(target.name()),
          "it is not what " + folder + " makes now",
          "make it again: rollcall seed " + folder + " --db " + target.name());
    }
    console.result(target.name() + ": is what " + folder + " makes");
  }
}
