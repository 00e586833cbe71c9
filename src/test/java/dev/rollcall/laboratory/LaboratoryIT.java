package dev.rollcall.laboratory;

import dev.rollcall.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program under faults, one scenario after the other: whatever happens, the database
 * is what the model expects. {@code -Drollcall.laboratory.minutes=30} goes on for so long, {@code
 * -Drollcall.laboratory.seed=…} begins at a seed, and tries that one alone where no time is given.
 */
class LaboratoryIT {

  private static final String SEED = "rollcall.laboratory.seed";
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("rollcall.laboratory.minutes", "0"));
  private static final int SCENARIOS_AT_LEAST = 3;
  private static final int SHRINKING_SECONDS = 240;
  private static final Path REPORT = Path.of("target", "laboratory.md");

  @TempDir private Path root;
  private final Tools tools = Tools.find();
  private final FaultTable table = new FaultTable();
  private int folders;

  @Test
  void whateverHappensTheDatabaseIsWhatTheModelExpects() throws IOException {
    Long only = Long.getLong(SEED);
    long first = only == null ? new Random().nextInt(1 << 30) : only;
    int least = only == null ? SCENARIOS_AT_LEAST : 1;
    System.out.println("laboratory: seeds from " + first);
    Path empty = emptyDatabase();
    long started = System.nanoTime();
    for (long seed = first; seed < first + least || minutesSince(started) < MINUTES; seed++) {
      Scenario scenario = ScenarioMaker.make(seed);
      try {
        run(empty, scenario, table);
      } catch (AssertionError e) {
        throw explained(empty, scenario, e);
      }
      table.scenario();
      System.out.println("laboratory: seed " + seed + " done, " + table.kills() + " kills so far");
      report(started);
    }
    System.out.println(report(started));
  }

  private String report(long started) throws IOException {
    String text = table.text(minutesSince(started) * 60);
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, text);
    return text;
  }

  private static double minutesSince(long started) {
    return (System.nanoTime() - started) / 60e9;
  }

  private void run(Path empty, Scenario scenario, FaultTable counted) throws IOException {
    Path folder = Files.createDirectory(root.resolve("scenario-" + ++folders));
    new Experiment(empty, folder, scenario, tools, counted).run();
    delete(folder);
  }

  private AssertionError explained(Path empty, Scenario scenario, AssertionError e) {
    System.out.println("laboratory: seed " + scenario.seed() + " fails: " + e.getMessage());
    AssertionError[] last = {e};
    Scenario smallest =
        new Shrinker(
                smaller -> {
                  try {
                    run(empty, smaller, new FaultTable());
                    return false;
                  } catch (AssertionError still) {
                    last[0] = still;
                    return true;
                  } catch (IOException other) {
                    throw new AssertionError(other);
                  }
                },
                SHRINKING_SECONDS)
            .shrink(scenario);
    return new AssertionError(
        "with -D%s=%d: %s%nit fails as well with%n%s%nas it does in %s"
            .formatted(SEED, scenario.seed(), last[0].getMessage(), smallest, root),
        e);
  }

  private Path emptyDatabase() {
    Path empty = root.resolve("empty.db");
    int code =
        Main.run(
            List.of("schema", "migrate", "--db", empty.toString()).toArray(String[]::new),
            new ByteArrayInputStream(new byte[0]),
            System.out,
            System.err);
    if (code != 0) {
      throw new AssertionError("no database could be made: " + code);
    }
    return empty;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
