package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.Guards.Kind;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Limit;
import dev.rollcall.runs.Counts;
import dev.rollcall.text.Counted;
import dev.rollcall.user.LevelRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards count users that were there before the run, however many the run itself makes. */
class GuardedImportTest {

  private static final int CASES = 4;

  @TempDir Path folder;

  @Test
  void aRunMayGoAsFarAsItsGuardAndNotOneUserFurther() {
    int[] cases = {0};
    Seeds.each(
        CASES,
        random -> {
          Path apart = Files.createDirectory(folder.resolve("case" + cases[0]++));
          try (Deliveries database = new Deliveries(apart)) {
            check(database, random);
          }
        });
  }

  private static void check(Deliveries database, Random random) {
    Mode mode = random.nextBoolean() ? Mode.UPSERT : Mode.MIRROR;
    int deleted = 1 + random.nextInt(5);
    int lowered = 1 + random.nextInt(5);
    int changed = deleted + lowered + 1 + random.nextInt(5);
    int users = changed + random.nextInt(5);
    StringBuilder before = new StringBuilder("username,level,action\n");
    StringBuilder after = new StringBuilder("username,level,action\n");
    for (int i = 0; i < users; i++) {
      before.append("user").append(i).append(",5,\n");
      if (i < deleted) {
        after.append(mode == Mode.MIRROR ? "" : "user" + i + ",,delete\n");
      } else {
        int level = i < deleted + lowered ? 4 : i < changed ? 6 : 5;
        after.append("user").append(i).append(',').append(level).append(",\n");
      }
    }
    int created = random.nextInt(9);
    for (int i = created; i > 0; i--) {
      after.append("new").append(i).append(",1,\n");
    }
    assertThat(run(database, Mode.UPSERT, Guards.NONE, before).failure()).isNull();
    int raised = changed - deleted - lowered;
    Map<Kind, Integer> figures =
        Map.of(Kind.DELETE, deleted, Kind.LOWER, lowered, Kind.RAISE, raised, Kind.CHANGE, changed);
    figures.forEach(
        (kind, figure) ->
            assertRefused(
                run(database, mode, only(kind, figure - 1), after),
                "%s %d of %d users".formatted(kind.word(), figure, users)));
    if (created > 0) {
      assertRefused(
          run(database, mode, only(Kind.CREATE, created - 1), after),
          "create %s beside %d".formatted(Counted.of(created, "user"), users));
    }
    int rows = users + created - (mode == Mode.MIRROR ? deleted : 0);
    assertRefused(
        run(database, mode, only(Kind.ROWS, rows + 1), after),
        "the input has %d rows, the guard wants at least %d".formatted(rows, rows + 1));
    Guards wide =
        new Guards(
            Map.of(
                Kind.DELETE, Limit.ofCount(deleted),
                Kind.LOWER, Limit.ofCount(lowered),
                Kind.RAISE, Limit.ofCount(raised),
                Kind.CREATE, Limit.ofCount(created),
                Kind.ROWS, Limit.ofCount(rows),
                Kind.CHANGE, Limit.ofCount(changed)));
    ImportResult passed = run(database, mode, wide, after);
    assertThat(passed.failure()).isNull();
    boolean mirrored = mode == Mode.MIRROR;
    long stayed = users - changed;
    assertThat(passed.summary().counts())
        .as("read is all but those removed")
        .isEqualTo(
            new Counts(
                users + created - (mirrored ? deleted : 0),
                created,
                changed - deleted,
                stayed,
                mirrored ? 0 : deleted,
                0,
                mirrored ? deleted : 0,
                changed - deleted - lowered,
                lowered,
                0));
  }

  private static Guards only(Kind kind, int bound) {
    return new Guards(Map.of(kind, Limit.ofCount(bound)));
  }

  private static void assertRefused(ImportResult refused, String words) {
    assertThat(refused.failure().code()).isEqualTo(ProblemCode.GUARD);
    assertThat(refused.failure()).hasMessageContaining(words);
  }

  private static ImportResult run(
      Deliveries database, Mode mode, Guards guards, StringBuilder content) {
    ImportJob job = Deliveries.job("import", 100, LevelRules.DEFAULT, 3, mode, guards);
    return database.deliver(job, content.toString(), false);
  }
}
