package dev.rollcall.proof;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  private static Path empty = Path.of("");

  @BeforeAll
  static void migrate() {
    System.out.println("RowSemanticsTest begins at seed " + SEED);
    Workspace workspace = new Workspace(folder);
    workspace.run("schema", "migrate");
    empty = workspace.database().path();
  }

  @Test
  void importsDoWhatTheModelSays() throws IOException {
    for (long seed = SEED; seed < SEED + CASES; seed++) {
      new ModelRun(empty, seed, FILES, seed % 12 == 11 ? MANY_ROWS : ROWS).check(DatabaseRule.NONE);
    }
  }

  @Test
  void rowsThatTheDatabaseRefusesAreRejectsAndAllOthersGoIn() throws IOException {
    for (long seed = SEED; seed < SEED + CASES / 3; seed++) {
      withRules(new ModelRun(empty, seed, FILES, seed % 8 == 7 ? MANY_ROWS : ROWS)).check(RULE);
    }
  }

  @Test
  void limitsOnTheWayChangeNothingInTheEnd() throws IOException {
    for (long seed = SEED; seed < SEED + CASES / 3; seed++) {
      new ModelRun(empty, seed, 1, ROWS).checkWithLimitsInTheWay(DatabaseRule.NONE);
      withRules(new ModelRun(empty, seed, 1, ROWS)).checkWithLimitsInTheWay(RULE);
    }
  }

  @Test
  void guardsLetARunThroughOrLeaveTheDatabaseAsItWas() throws IOException {
    for (long seed = SEED; seed < SEED + CASES / 2; seed++) {
      new ModelRun(empty, seed, 1, FEW_ROWS).checkUnderGuards();
    }
  }

  @Test
  void aMirrorLeavesTheUsersThatTheFileNames() throws IOException {
    int done = 0;
    for (long seed = SEED; done < CASES / 2; seed++) {
      ModelCase made = CaseGenerator.generate(seed, 2, FEW_ROWS);
      if (made.files().stream().allMatch(RowSemanticsTest::namesAUserInEachRow)) {
        done++;
        ModelRules mirror = made.rules().mirrored();
        new ModelRun(empty, new ModelCase(seed, made.users(), mirror, made.columns(), made.files()))
            .check(DatabaseRule.NONE);
      }
    }
  }

  /** Whom a malformed row names, only its author can tell. */
  static boolean namesAUserInEachRow(ModelFile file) {
    return file.rows().stream().allMatch(row -> row.formFault() == null && Model.namesAUser(row));
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
