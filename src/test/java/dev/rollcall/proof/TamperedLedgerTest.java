package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  /** The columns of a run behind its definition. */
  private static final String COPIED =
      "source_name, source_sha256, source_bytes, again, row_order, position, rows_read, created,"
          + " updated, unchanged, deleted, rejected, removed, raised, lowered, relative,"
          + " changes_after, changes_until, restarts, reject_file, message, started_at, finished_at,"
          + " millis, code, noted, token, position_digest, reject_digest";

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
        "update rollcall_runs set kind = 'ODD' where id = 2",
        "update rollcall_changes set level_after = 'x' where run_id = 2",
        "update rollcall_changes set run_id = 99 where run_id = 2",
      })
  void aUserIsShownWithAllChangesButTheDamaged(String sql) {
    workspace.database().execute(sql);
    for (String[] more : new String[][] {{}, {"--json"}}) {
      String[] command = {"users", "show", "ann"};
      command = Arrays.copyOf(command, command.length + more.length);
      System.arraycopy(more, 0, command, 3, more.length);
      Ended shown = workspace.run(command);
      assertThat(shown.exitCode()).as(shown.said()).isZero();
      assertThat(shown.out()).containsPattern("run\"?:? ?1").containsPattern("run\"?:? ?3");
      assertThat(shown.err()).contains("a change by run", "LEDGER_DAMAGED");
    }
  }

  /** Also with rules of its own on what may be missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollcall_runs job",
        "rollcall_runs kind",
        "rollcall_runs definition",
        "rollcall_runs started_at",
        "rollcall_runs source_name",
        "rollcall_runs millis",
        "rollcall_runs token",
        "rollcall_changes username",
        "rollcall_changes user_id",
        "rollcall_rejects code",
        "rollcall_rejects message",
      })
  void whatIsMissingWhereNothingMayBeMissingIsDamage(String tableAndColumn) {
    workspace.database().letAllBeMissing();
    String[] words = tableAndColumn.split(" ", -1);
    workspace.database().execute("update " + words[0] + " set " + words[1] + " = null");
    for (String[] command : commands()) {
      documented(workspace.run(command));
    }
    documented(workspace.importFile("users.csv"));
    documented(workspace.importFile("users.csv", "--again"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind = 'ODD'", "definition = x'00'", "definition = 'ODD'"})
  void theRejectsOfADamagedRunAreNotRetried(String change) {
    workspace.database().execute("update rollcall_runs set " + change + " where id = 1");
    Ended ended = workspace.run("retry", "1");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("LEDGER_DAMAGED");
  }

  @Test
  void aDamagedRunOfAnotherJobBlocksNoImport() {
    workspace
        .database()
        .execute("update rollcall_runs set status = 'STARTED', row_order = 'ODD' where id = 1");
    workspace.write("more.csv", "username\nzoe\n");
    Ended other = workspace.importFile("more.csv", "--job", "other");
    assertThat(other.exitCode()).as(other.said()).isZero();
    Ended same = workspace.importFile("users.csv");
    assertThat(same.exitCode()).as(same.said()).isEqualTo(1);
    assertThat(same.err()).contains("LEDGER_DAMAGED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollcall_runs", "rollcall_changes", "rollcall_rejects"})
  void afterTheHighestNumberThereIsNoOther(String table) {
    String highest = "(select max(id) from " + table + ")";
    workspace
        .database()
        .execute("update " + table + " set id = 9223372036854775807 where id = " + highest);
    List<String> before = workspace.database().content();
    for (String[] command : new String[][] {{"users", "add", "zoe"}, {"runs", "undo", "1"}}) {
      Ended ended = workspace.run(command);
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("LEDGER_DAMAGED");
    }
    assertThat(workspace.importFile("users.csv", "--again").err()).contains("LEDGER_DAMAGED");
    assertThat(workspace.database().content()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereAUserHasTheHighestIdNobodyIsCreated(boolean adopted) {
    if (adopted) {
      workspace = new Workspace(folder.resolve("adopted"));
      workspace.write("users.csv", "username,level\nann,3\n");
      workspace
          .database()
          .execute(
              "create table users (id integer primary key, username text not null unique,"
                  + " email text, level integer)",
              "insert into users values (1, 'ann', null, 1)");
      assertThat(workspace.run("schema", "baseline").exitCode()).isZero();
    }
    workspace
        .database()
        .execute("update users set id = 9223372036854775807 where username = 'ann'");
    workspace.write("new.csv", "username\nzoe\n");
    for (Ended ended :
        List.of(workspace.importFile("new.csv"), workspace.run("users", "add", "zoe"))) {
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("no ids left", "DATABASE_UNUSABLE");
    }
    workspace.write("old.csv", "username,level\nann,8\n");
    assertThat(workspace.importFile("old.csv").exitCode()).isZero();
    assertThat(workspace.database().users()).containsExactly("\"ann\", null, 8");
  }

  @Test
  @Timeout(60)
  void aLongChainOfUndosEnds() {
    workspace
        .database()
        .execute(
            "with recursive n(i) as (values (5) union select i + 1 from n where i < 20000)"
                + " insert into rollcall_runs (id, job, kind, of_run, status, definition, "
                + COPIED
                + ") select i, job, 'UNDO', i - 1, 'COMPLETED', definition, "
                + COPIED
                + " from rollcall_runs, n where id = 4");
    documented(workspace.run("runs", "list"));
    documented(workspace.run("runs", "show", "1"));
    documented(workspace.run("runs", "undo", "1"));
    documented(workspace.run("runs", "undo", "20000"));
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
