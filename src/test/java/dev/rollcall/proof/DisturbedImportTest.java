package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another program writes between the chunks of an import, whose next chunk has been prepared by
 * then: it deletes users whom the import has yet to reach, changes others, and takes ids.
 */
class DisturbedImportTest {

  private static final int USERS = 3_000;
  private static final int CHUNK = 20;

  /** Three chunks: of the first two, users have been looked up by then. */
  private static final int REACH = 3 * CHUNK;

  private static final int FEWEST_DISTURBANCES = 20;

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void whatAnotherProgramWroteMeanwhileIsSeen() throws Exception {
    Workspace workspace = new Workspace(folder);
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < USERS; i++) {
      text.append(String.format("user%05d,7%n", i));
    }
    workspace.write("users.csv", text.toString());
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();

    int attempts = 0;
    AtomicInteger disturbances = new AtomicInteger();
    while (disturbances.get() < FEWEST_DISTURBANCES && attempts < 40) {
      AtomicBoolean over = new AtomicBoolean();
      long seed = new Random().nextInt();
      System.out.println("disturbed with seed " + seed);
      Thread stranger = new Thread(() -> disturb(workspace, new Random(seed), over, disturbances));
      stranger.start();
      Ended ended = workspace.importFile("users.csv", "--again", "--chunk", "" + CHUNK);
      over.set(true);
      stranger.join();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(
              workspace
                  .database()
                  .number("select count(*) from users where username like 'user%' and level = 7"))
          .isEqualTo(USERS);
      attempts++;
    }
    assertThat(disturbances.get()).isGreaterThanOrEqualTo(FEWEST_DISTURBANCES);
  }

  /** In each transaction, only what the run at work has not done yet, as its position says. */
  private static void disturb(
      Workspace workspace, Random random, AtomicBoolean over, AtomicInteger disturbances) {
    try (Connection connection = workspace.database().open();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 10000");
      while (!over.get()) {
        statement.execute("begin immediate");
        long position = position(statement);
        if (position >= 0 && position < USERS - 1) {
          int reach = (int) Math.min(REACH, USERS - position);
          int user = (int) position + random.nextInt(reach);
          String who = String.format("'user%05d'", user);
          statement.execute("delete from users where username = " + who);
          user = (int) position + random.nextInt(reach);
          who = String.format("'user%05d'", user);
          statement.execute("update users set level = 3 where username = " + who);
          statement.execute(
              "insert into users (username) values ('stranger" + random.nextLong() + "')");
          if (position > 0) {
            disturbances.incrementAndGet();
          }
        }
        statement.execute("commit");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long position(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "select position from rollcall_runs where status = 'STARTED' order by id desc")) {
      return result.next() ? result.getLong(1) : -1;
    }
  }
}
