package dev.rollcall.proof;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.ModelCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program against the model, on generated users, jobs and files. {@code -Drollcall.seed} begins
 * elsewhere, {@code -Drollcall.cases} tries more; a failure names its seed and shows its file.
 */
class RowSemanticsTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int CASES = Integer.getInteger("rollcall.cases", 24);
  private static final int FILES = 4;
  private static final int ROWS = 60;
  private static final int FEW_ROWS = 12;
  private static final int MANY_ROWS = 3_000;

  /** No two users with one address, and nobody at level 13. */
  private static final DatabaseRule RULE =
      (others, before, after) ->
          after != null
              && (after.effectiveLevel() == 13
                  || after.email() != null
                      && others.stream().anyMatch(user -> after.email().equals(user.email())));

  @TempDir static Path folder;

  /** By kind, a database without users. */
  private static final Map<DatabaseKind, Workspace> EMPTY = new EnumMap<>(DatabaseKind.class);

  @BeforeAll
  static void begin() {
    System.out.println("RowSemanticsTest begins at seed " + SEED);
  }

  private static Workspace empty(DatabaseKind kind) {
    return EMPTY.computeIfAbsent(kind, each -> each.empty(folder));
  }

  @AfterAll
  static void end() {
    EMPTY.clear();
  }

  @ParameterizedTest
  @EnumSource
  void importsDoWhatTheModelSays(DatabaseKind kind) throws IOException {
    for (long seed = SEED; seed < SEED + kind.cases(CASES); seed++) {
      new ModelRun(kind, empty(kind), seed, FILES, seed % 12 == 11 ? MANY_ROWS : ROWS)
          .check(DatabaseRule.NONE);
    }
  }

  @Test
  void rowsThatTheDatabaseRefusesAreRejectsAndAllOthersGoIn() throws IOException {
    for (long seed = SEED; seed < SEED + CASES / 3; seed++) {
      withRules(fileRun(seed, FILES, seed % 8 == 7 ? MANY_ROWS : ROWS)).check(RULE);
    }
  }

  @Test
  void limitsOnTheWayChangeNothingUnderRulesEither() throws IOException {
    for (long seed = SEED; seed < SEED + CASES / 3; seed++) {
      withRules(fileRun(seed, 1, ROWS)).checkWithLimitsInTheWay(RULE);
    }
  }

  private static ModelRun fileRun(long seed, int files, int rows) throws IOException {
    return new ModelRun(DatabaseKind.FILE, empty(DatabaseKind.FILE), seed, files, rows);
  }

  @ParameterizedTest
  @EnumSource
  void limitsOnTheWayChangeNothingInTheEnd(DatabaseKind kind) throws IOException {
    for (long seed = SEED; seed < SEED + kind.cases(CASES / 3); seed++) {
      new ModelRun(kind, empty(kind), seed, 1, ROWS).checkWithLimitsInTheWay(DatabaseRule.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void guardsLetARunThroughOrLeaveTheDatabaseAsItWas(DatabaseKind kind) throws IOException {
    for (long seed = SEED; seed < SEED + kind.cases(CASES / 2); seed++) {
      new ModelRun(kind, empty(kind), seed, 1, FEW_ROWS).checkUnderGuards();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMirrorLeavesTheUsersThatTheFileNames(DatabaseKind kind) throws IOException {
    int done = 0;
    for (long seed = SEED; done < kind.cases(CASES / 2); seed++) {
      ModelCase made = CaseGenerator.generate(seed, 2, FEW_ROWS);
      if (made.namesAUserInEachRow()) {
        done++;
        new ModelRun(kind, empty(kind), made.mirrored()).check(DatabaseRule.NONE);
      }
    }
  }

  private static ModelRun withRules(ModelRun run) {
    String refuse = " when new.level = 13 begin select raise(abort, 'no level 13'); end";
    run.workspace()
        .database()
        .execute(
            "create unique index one_mailbox on users (email)",
            "create trigger thirteen before insert on users" + refuse,
            "create trigger thirteen_too before update on users" + refuse);
    return run;
  }
}
