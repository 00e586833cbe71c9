package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelMissing;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mirrors that delete whom they have retired long ago, against the model: days pass between files,
 * the clock is put back, and another job that is no mirror imports some of them.
 */
class DeleteAfterTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int CASES = Integer.getInteger("rollcall.cases", 8);
  private static final int FILES = 8;
  private static final int ROWS = 8;
  private static final Instant BEGUN = Instant.parse("2026-02-28T23:59:59Z");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whoHasBeenMissingForLongEnoughIsDeleted(DatabaseKind kind) throws IOException {
    System.out.println("DeleteAfterTest begins at seed " + SEED);
    Workspace empty = kind.empty(folder);
    int done = 0;
    for (long seed = SEED; done < kind.cases(CASES); seed++) {
      ModelCase made = CaseGenerator.generate(seed, FILES, ROWS).mirrored();
      if (made.namesAUserInEachRow()) {
        done++;
        check(kind, empty, deleting(made));
      }
    }
  }

  private static ModelCase deleting(ModelCase made) {
    ModelRules rules = made.rules();
    ModelMissing missing = rules.missing();
    int days = 1 + new Random(made.seed()).nextInt(5);
    missing = missing == null ? new ModelMissing(1L, Map.of(), null) : missing;
    return new ModelCase(
        made.seed(),
        made.users(),
        rules.with(rules.meanings(), rules.extras(), missing.deletingAfter(days)),
        made.columns(),
        made.files());
  }

  private static void check(DatabaseKind kind, Workspace empty, ModelCase made) throws IOException {
    Random random = new Random(made.seed());
    Workspace workspace = kind.like(empty, Files.createTempDirectory(empty.path(""), "case"));
    CaseDatabase database = new CaseDatabase(workspace.database(), made.rules().extras());
    database.addColumns();
    database.know();
    database.put(made.users());
    Agreement agreement = new Agreement(workspace, database, made.rules());
    Model model = new Model(made.users(), made.rules(), DatabaseRule.NONE);
    StringBuilder history = new StringBuilder().append(made.rules());
    try (SteppedClock clock = new SteppedClock(BEGUN)) {
      for (int i = 0; i < made.files().size(); i++) {
        clock.move(step(random));
        boolean other = random.nextInt(4) == 0;
        ModelRules rules = other ? made.rules().inMode("upsert") : made.rules();
        model = model.under(rules);
        ModelFile file = made.files().get(i);
        history.append("\n--- ").append(clock.moment()).append(' ').append(rules.mode());
        history.append('\n').append(file.text());
        ModelOutcome outcome = model.apply(file.rows(), clock.moment());
        Ended ended = run(workspace, made, rules, i);
        assertThat(ended.exitCode())
            .as(ended.said())
            .isEqualTo(outcome.rejects().isEmpty() ? 0 : 3);
        agreement.onRun(outcome, ended.summary(), "file " + i);
        agreement.onUsers(model);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "with -Drollcall.seed=" + made.seed() + ": " + e.getMessage() + "\n" + history, e);
    }
  }

  private static Duration step(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ofDays(-random.nextInt(4));
      case 1 -> Duration.ofSeconds(random.nextInt(3));
      case 2 -> Duration.ofHours(random.nextInt(72));
      default -> Duration.ofDays(random.nextInt(4));
    };
  }

  private static Ended run(Workspace workspace, ModelCase made, ModelRules rules, int number) {
    Path file = workspace.write("file-" + number + ".csv", made.files().get(number).text());
    String name = rules.isMirror() ? "mirror" : "other";
    String guard = rules.isMirror() ? "delete: 100%" : "";
    workspace.write(
        "job.yaml",
        JobText.of(name, List.of(file), made.columns(), rules, "100%", "chunk", guard, 7));
    return workspace.runJob("job.yaml");
  }
}
