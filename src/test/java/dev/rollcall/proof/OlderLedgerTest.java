package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of the version that told runs apart by less, with a run that is not done. */
class OlderLedgerTest {

  @TempDir Path folder;

  @Test
  void aRunThatAnOlderVersionBeganIsFinishedAndItsFilesAreKnown() {
    Workspace workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\na,5\nb,5\nx,5\n");
    assertEnds(workspace.importFile("users.csv"), 0);
    workspace.write("f.csv", "username,level,action\nb,+1,\nx,,create\na,+1,\nb,+1,\n");
    assertEnds(workspace.importFile("f.csv", "--chunk", "1", "--max-rejects", "0"), 4);
    assertThat(workspace.database().number("select position from rollcall_runs where id = 2"))
        .isPositive();
    makeOlder(workspace.database());

    assertEnds(workspace.importFile("f.csv", "--chunk", "1"), 3);
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"a\", 6", "\"b\", 7", "\"x\", 5");
    assertThat(workspace.database().number("select count(distinct token) from rollcall_runs"))
        .isEqualTo(2);
    Ended found = workspace.importFile("users.cs?");
    assertThat(found.status()).as(found.said()).isEqualTo("ALREADY_DONE");
    String rejects = workspace.namesEndingIn(".rejects.csv").get(0);
    workspace.write(rejects, workspace.read(rejects).replace("x,,create", "x,+1,"));
    assertEnds(workspace.run("retry", "2"), 0);
    assertThat(workspace.database().number("select level from users where username = 'x'"))
        .isEqualTo(6);
  }

  private static void makeOlder(Database database) {
    database.execute(
        "drop view rollcall_parts",
        "drop table rollcall_deliveries",
        "drop table rollcall_columns",
        "drop table rollcall_missing",
        "alter table rollcall_runs drop column retired",
        "alter table rollcall_changes drop column extra_before",
        "alter table rollcall_changes drop column extra_after",
        "alter table rollcall_rejects drop column extra",
        "drop index rollcall_runs_open",
        "drop index rollcall_runs_content",
        "drop index rollcall_runs_reject_file",
        "drop index rollcall_runs_pruned",
        "alter table rollcall_runs drop column pruned_at",
        "alter table rollcall_runs drop column pruned_until",
        "alter table rollcall_runs drop column token",
        "alter table rollcall_runs drop column position_digest",
        "alter table rollcall_runs drop column reject_digest",
        "alter table rollcall_runs drop column ran_by",
        "alter table rollcall_runs drop column version",
        "alter table rollcall_runs drop column job_file",
        "delete from rollcall_schema_history where version in ('6', '7', '8', '9', '10', '11', '12',"
            + " '13', '14', '15')");
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }
}
