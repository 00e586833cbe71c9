package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose rows are not all accounted for has failed, whoever is to blame. */
class UnbalancedLedgerTest {

  private final DatabaseKind kind = kind();
  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** {@link UnbalancedLedgerOnServerTest} has another. */
  DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @BeforeEach
  void begin() {
    workspace = kind.fresh(folder);
    workspace.write("first.csv", "username,level\nzoe,1\n");
    assertThat(workspace.importFile("first.csv", "--job", "first").exitCode()).isZero();
    workspace.write("users.csv", "username,level\nada,2\nbob,3\ncyd,much\nzoe,4\n");
  }

  @Test
  void aChangeThatIsMissingFromTheLedgerFailsTheRun() {
    lose("rollcall_changes", "bob");
    fails("created users in the ledger 1, counted 2");
    workspace.database().execute(Triggers.drop(kind, "lost"));
    assertThat(workspace.importFile("users.csv", "--rollback", "run").exitCode()).isEqualTo(3);
  }

  @Test
  void aRejectThatIsMissingFromTheLedgerFailsTheRun() {
    lose("rollcall_rejects", "cyd");
    fails("rejects in the ledger 0, counted 1");
  }

  @Test
  void chunksThatCommittedStayAndTheRunHasFailedAllTheSame() {
    lose("rollcall_changes", "bob");
    Ended ended = workspace.importFile("users.csv", "--chunk", "1");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.status()).isEqualTo("FAILED");
    assertThat(workspace.database().rows("select status from rollcall_runs order by id"))
        .containsExactly("\"COMPLETED\"", "\"FAILED\"");
  }

  private void fails(String why) {
    Ended ended = workspace.importFile("users.csv", "--rollback", "run");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.status()).isEqualTo("FAILED");
    assertThat(ended.err()).contains("does not balance").contains(why).contains("BALANCE");
    assertThat(workspace.database().users()).isEqualTo(List.of("\"zoe\", null, 1"));
  }

  /** Lets the database lose what the ledger says of a user. */
  private void lose(String table, String username) {
    workspace
        .database()
        .execute(
            Triggers.make(
                kind,
                "lost",
                "after insert on " + table,
                "new.username = '" + username + "'",
                "delete from " + table + " where id = new.id"));
  }
}
