package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of nights with a pruning each month: the database stays as large as it was, and what it
 * must remember it does. {@code -Drollcall.year.nights=365 -Drollcall.year.changes=3000} tries a
 * whole one.
 */
class YearOfNightsTest {

  private static final int NIGHTS = Integer.getInteger("rollcall.year.nights", 24);
  private static final int CHANGES = Integer.getInteger("rollcall.year.changes", 300);
  private static final int MONTH = Math.max(3, NIGHTS / 12);

  @TempDir Path folder;

  @Test
  void aPrunedDatabaseDoesNotGrowAndForgetsNothingThatMatters() {
    Workspace workspace = new Workspace(folder);
    workspace.write("raises.csv", "username,level\nuser1,+1\nzoe,x\n");
    assertEnds(workspace.importFile("raises.csv"), 3);
    List<Long> sizes = new ArrayList<>();
    long month = System.nanoTime();
    for (int night = 1; night <= NIGHTS; night++) {
      assertEnds(workspace.importFile(night(workspace, night)), 0);
      if (night % MONTH == 0) {
        long millisEach = (System.nanoTime() - month) / 1_000_000 / MONTH;
        PruneTest.age(workspace.database());
        assertEnds(workspace.run("runs", "prune", "--older", MONTH + "d"), 0);
        sizes.add(workspace.path("users.db").toFile().length());
        System.out.printf(
            Locale.ROOT,
            "night %d: %,d bytes, %d ms a night%n",
            night,
            sizes.get(sizes.size() - 1),
            millisEach);
        month = System.nanoTime();
      }
    }
    long early = sizes.get(2);
    // The runs themselves stay: some hundred bytes each.
    assertThat(sizes.get(sizes.size() - 1))
        .as("bytes month by month: %s", sizes)
        .isLessThan(early + early / 5 + NIGHTS * 1_000L);
    String last = "night" + NIGHTS + ".csv";
    assertThat(workspace.importFile(last).status()).isEqualTo("ALREADY_DONE");
    Ended twice = workspace.importFile("raises.csv");
    assertEnds(twice, 4);
    assertThat(twice.err()).contains("DELIVERED_TWICE").doesNotContain("runs undo");
    assertThat(workspace.run("runs", "undo", "1").err()).contains("RUN_PRUNED");
    assertEnds(workspace.run("runs", "undo", "last"), 0);
  }

  /** Every night sets each of its users to another level than the night before. */
  private static String night(Workspace workspace, int night) {
    StringBuilder rows = new StringBuilder("username,level\n");
    for (int user = 0; user < CHANGES; user++) {
      rows.append("user").append(user).append(',').append(night % 90).append('\n');
    }
    String name = "night" + night + ".csv";
    workspace.write(name, rows.toString());
    return name;
  }

  private static void assertEnds(Ended ended, int exitCode) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(exitCode);
  }
}
