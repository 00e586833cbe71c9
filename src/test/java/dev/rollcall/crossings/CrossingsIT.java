package dev.rollcall.crossings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.Main;
import dev.rollcall.laboratory.Tools;
import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.PostgreSqlServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Histories in which everything that can be done to a database crosses everything else, compared
 * with a model after each step. {@code -Drollcall.crossings.histories=500} tries so many, {@code
 * -Drollcall.crossings.kills=1000} goes on until so many processes were killed, and {@code
 * -Drollcall.crossings.seed=…} begins at a seed, and tries that one alone where no number is given.
 */
class CrossingsIT {

  private static final String SEED = "rollcall.crossings.seed";
  private static final int USUAL_HISTORIES = 10;
  private static final int HISTORIES = Integer.getInteger("rollcall.crossings.histories", 0);
  private static final int KILLS = Integer.getInteger("rollcall.crossings.kills", 0);

  private static final int SHRINKING_SECONDS =
      Integer.getInteger("rollcall.crossings.shrinking-seconds", 120);

  /** Of which kind of database, where it is to be one alone: {@code FILE} or {@code SERVER}. */
  private static final String ONLY = System.getProperty("rollcall.crossings.database", "");

  /** For whoever wants to know what all seeds find, rather than the first. */
  private static final boolean GO_ON = Boolean.getBoolean("rollcall.crossings.go-on");

  @TempDir private Path root;
  private final Tools tools = Tools.find();
  private int folders;

  @ParameterizedTest
  @EnumSource
  void whateverCrossesTheDatabaseIsWhatTheModelExpects(DatabaseKind kind) throws IOException {
    assumeTrue(ONLY.isEmpty() || ONLY.equals(kind.toString()), "not asked for");
    if (kind == DatabaseKind.SERVER) {
      // Skips the test where none can be started.
      PostgreSqlServer.get();
    }
    Long only = Long.getLong(SEED);
    long first = only == null ? new Random().nextInt(1 << 30) : only;
    int least = HISTORIES > 0 ? HISTORIES : only == null ? kind.cases(USUAL_HISTORIES) : 1;
    System.out.println("crossings: " + kind + ", seeds from " + first);
    Path empty = emptyDatabase();
    Figures figures = new Figures();
    long started = System.nanoTime();
    List<String> found = new ArrayList<>();
    for (long seed = first; seed < first + least || figures.kills() < KILLS; seed++) {
      History history = HistoryMaker.make(seed, allowed(), kind);
      try {
        run(kind, empty, history, figures);
      } catch (AssertionError e) {
        figures.difference();
        String explained = explained(kind, empty, history, e);
        System.out.println(explained);
        found.add(explained);
      }
      figures.history();
      Path report = report(kind);
      Files.createDirectories(report.getParent());
      Files.writeString(report, figures.text((System.nanoTime() - started) / 1e9));
      if (!found.isEmpty() && !GO_ON) {
        break;
      }
    }
    System.out.println(figures.text((System.nanoTime() - started) / 1e9));
    assertThat(found).as("differences from the model").isEmpty();
  }

  /** All, unless {@code -Drollcall.crossings.without=} names some. */
  private static Set<Ingredient> allowed() {
    Set<Ingredient> allowed = EnumSet.allOf(Ingredient.class);
    Arrays.stream(System.getProperty("rollcall.crossings.without", "").split(","))
        .filter(name -> !name.isBlank())
        .map(name -> Ingredient.valueOf(name.strip()))
        .forEach(allowed::remove);
    return allowed;
  }

  private static Path report(DatabaseKind kind) {
    String name = kind == DatabaseKind.FILE ? "crossings.md" : "crossings-server.md";
    return Path.of("target", name);
  }

  private void run(DatabaseKind kind, Path empty, History history, Figures counted)
      throws IOException {
    Path folder = Files.createDirectory(root.resolve("history-" + ++folders));
    try (Site site = site(kind, empty, folder, history.adopted())) {
      new Experiment(site, folder, history, counted).run();
    }
    delete(folder);
  }

  private Site site(DatabaseKind kind, Path empty, Path folder, boolean adopted)
      throws IOException {
    return kind == DatabaseKind.FILE
        ? new FileSite(empty, folder, adopted, tools)
        : new ServerSite(folder, adopted);
  }

  private String explained(DatabaseKind kind, Path empty, History history, AssertionError e) {
    AssertionError[] last = {e};
    History smallest =
        new Shrinker(
                smaller -> {
                  try {
                    run(kind, empty, smaller, new Figures());
                    return false;
                  } catch (AssertionError still) {
                    last[0] = still;
                    return true;
                  } catch (IOException other) {
                    throw new AssertionError(other);
                  }
                },
                SHRINKING_SECONDS)
            .shrink(history);
    return "crossings: with -D%s=%d: %s%nit fails as well with%n%s%nas it does in %s%n"
        .formatted(SEED, history.seed(), last[0].getMessage(), smallest, root);
  }

  private Path emptyDatabase() {
    Path empty = root.resolve("empty.db");
    int code =
        Main.run(
            new String[] {"schema", "migrate", "--db", empty.toString()},
            new ByteArrayInputStream(new byte[0]),
            System.out,
            System.err);
    assertThat(code).isZero();
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
