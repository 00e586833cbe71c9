package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ledger that somebody has written into is a stranger's data: it ends nothing but the command.
 */
class TamperedLedgerTest {

  private static final int CASES = Integer.getInteger("rollcall.ledger.cases", 12);

  private static final List<String> VALUES =
      List.of("null", "''", "'x'", "-1", "0", "9223372036854775807", "1.5", "x'00'", "'IMPORT'");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nann,3\nbob,many\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
    workspace.run("users", "set-level", "ann", "+1");
    workspace.run("runs", "undo", "2");
    workspace.run("runs", "undo", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = 'ODD'",
        "status = 'ODD'",
        "row_order = 'ODD'",
        "position = 'x'",
        "rows_read = 9223372036854775807",
        "of_run = 1",
        "definition = x'00'"
      })
  void aDamagedRunIsSaidToBeAndTheOthersAreListed(String change) {
    workspace.database().execute("update rollcall_runs set " + change + " where id = 1");
    Ended listed = workspace.run("runs", "list");
    assertThat(listed.exitCode()).as(listed.said()).isZero();
    assertThat(listed.out().lines().skip(1)).hasSize(3);
    assertThat(listed.err()).contains("run 1 is damaged", "LEDGER_DAMAGED");
    Ended shown = workspace.run("runs", "show", "1");
    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.err()).contains("run 1", "LEDGER_DAMAGED");
    assertThat(workspace.run("report", "runs").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "of_run = id where id = 3",
        "of_run = 4 where id = 3",
        "kind = 'RETRY', of_run = 1 where id = 1",
        "kind = 'UNDO', of_run = 2 where id = 1"
      })
  @Timeout(60)
  void aRingOfRunsIsWalkedOnce(String change) {
    workspace.database().execute("update rollcall_runs set " + change);
    for (String[] command : commands()) {
      documented(workspace.run(command));
    }
  }

  @Test
  @Timeout(300)
  void whateverStandsInAnyColumnEveryCommandEndsWithADocumentedCode() {
    Seeds.each(CASES, this::tamper);
  }

  private void tamper(Random random) {
    List<String> columns =
        workspace
            .database()
            .rows(
                "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c"
                    + " where m.type = 'table' and m.name in ('rollcall_runs', 'rollcall_changes',"
                    + " 'rollcall_rejects', 'rollcall_pace') order by 1");
    String[] column =
        columns.get(random.nextInt(columns.size())).replace("\"", "").split("\\.", -1);
    String value = VALUES.get(random.nextInt(VALUES.size()));
    String sql = "update or ignore " + column[0] + " set " + column[1] + " = " + value;
    Database copy = workspace.database().copy(folder.resolve("copy.db"));
    try {
      workspace.database().execute(sql);
    } catch (AssertionError refused) {
      // The table has a rule against it.
      return;
    }
    try {
      String[][] commands = commands();
      for (int i = 0; i < 3; i++) {
        documented(workspace.run(commands[random.nextInt(commands.length)]));
      }
      documented(workspace.importFile("users.csv", "--again"));
    } catch (AssertionError e) {
      throw new AssertionError(sql, e);
    } finally {
      copy.copy(workspace.database().path());
    }
  }

  private static String[][] commands() {
    return new String[][] {
      {"runs", "list"},
      {"runs", "list", "--json"},
      {"runs", "show", "1"},
      {"runs", "show", "3", "--json"},
      {"runs", "undo", "1", "--plan"},
      {"runs", "undo", "4"},
      {"users", "show", "ann"},
      {"report", "runs"},
      {"report", "changes"},
      {"report", "rejects"},
      {"retry", "1"}
    };
  }

  private static void documented(Ended ended) {
    assertThat(ended.exitCode()).as(ended.said()).isBetween(0, 4);
    assertThat(ended.err()).doesNotContain("INTERNAL");
  }
}
