package dev.rollcall.applying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.Seeds;
import dev.rollcall.database.Schema;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.Source;
import dev.rollcall.sqlite.SqliteDatabase;
import dev.rollcall.sqlite.SqliteFile;
import dev.rollcall.sqlite.SqliteLedger;
import dev.rollcall.user.User;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose counts, input and ledger say the same balances; one row too many anywhere does not.
 */
class BalanceTest {

  private static final long RUN = 7;
  private static final int FIGURES = 7;
  private static final int UNCHANGED = 3;

  /** Those of which the ledger has a row for each: created, updated, deleted and rejected. */
  private static final int[] WRITTEN = {1, 2, 4, 5};

  @TempDir Path folder;

  /** The figures are read, created, updated, unchanged, deleted, rejected and removed. */
  @Test
  void everyFigureThatIsOneOffIsNoticed() throws Exception {
    SqliteFile file = SqliteFile.of(folder.resolve("users.db").toString());
    file.changeSchema(null, Schema::migrate);
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        execute(connection, "pragma foreign_keys = off");
        Seeds.each(20, random -> check(connection, random));
      }
    }
  }

  private static void check(Connection connection, Random random) throws Exception {
    execute(connection, "delete from rollcall_changes");
    execute(connection, "delete from rollcall_rejects");
    long[] figures = new long[FIGURES];
    for (int i = 1; i < FIGURES; i++) {
      figures[i] = random.nextInt(4);
    }
    figures[0] = figures[1] + figures[2] + figures[3] + figures[4] + figures[5];
    write(connection, figures);
    Balance.check(run(figures), figures[0], new SqliteLedger(), connection);
    for (int figure = 0; figure < FIGURES; figure++) {
      for (int by : new int[] {-1, 1}) {
        long[] off = figures.clone();
        off[figure] += by;
        notBalanced(connection, run(off), figures[0]);
      }
    }
    // Where two errors make up for each other in the sum, the ledger still tells.
    for (int figure : WRITTEN) {
      for (int other : new int[] {1, 2, UNCHANGED}) {
        if (figure != other) {
          long[] swapped = figures.clone();
          swapped[figure]++;
          swapped[other]--;
          notBalanced(connection, run(swapped), figures[0]);
        }
      }
    }
    Failure failure = notBalanced(connection, run(figures), figures[0] + 1);
    assertThat(failure)
        .hasMessageContaining("rows in the input " + (figures[0] + 1) + ", read " + figures[0]);
  }

  private static Failure notBalanced(Connection connection, Run run, long rows) {
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> Balance.check(run, rows, new SqliteLedger(), connection));
    assertThat(failure).as("the failure of %s", run.counts()).isNotNull();
    assertThat(failure.code()).isEqualTo(ProblemCode.BALANCE);
    assertThat(failure).hasMessageContaining("run 7 does not balance");
    return failure;
  }

  private static void write(Connection connection, long[] figures) throws SQLException {
    User ann = new User(1, "ann", null, 1);
    User raised = new User(1, "ann", null, 2);
    List<Change> changes = new ArrayList<>();
    for (long i = 0; i < figures[1]; i++) {
      changes.add(new Change(i, null, ann, null));
    }
    for (long i = 0; i < figures[2]; i++) {
      changes.add(new Change(i, ann, raised, null));
    }
    for (long i = 0; i < figures[4] + figures[6]; i++) {
      changes.add(new Change(i, ann, null, null));
    }
    new SqliteLedger().addChanges(connection, RUN, changes);
    List<Reject> rejects = new ArrayList<>();
    for (long i = 0; i < figures[5]; i++) {
      RejectCode code = i % 2 == 0 ? RejectCode.USER_EXISTS : RejectCode.EMAIL_INVALID;
      rejects.add(new Reject(i, code, "bad", Cells.NONE));
    }
    new SqliteLedger().addRejects(connection, RUN, rejects);
  }

  private static Run run(long[] figures) throws ReflectiveOperationException {
    Run run =
        new Run(RunKind.IMPORT, null, "job", "", new Source("f", "", 1), false, 0, RowOrder.USER);
    // Given by the database as a rule.
    Field id = Run.class.getDeclaredField("id");
    id.setAccessible(true);
    id.set(run, RUN);
    long[] f = Arrays.copyOf(figures, FIGURES);
    run.advance(f[0], new Counts(f[0], f[1], f[2], f[3], f[4], f[5], f[6], 0, 0, 0));
    assertThat(run.counts().changedUsers()).isEqualTo(f[1] + f[2] + f[4] + f[6] > 0);
    assertThat(run.counts().balance()).isEqualTo(f[0] == f[1] + f[2] + f[3] + f[4] + f[5]);
    return run;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
