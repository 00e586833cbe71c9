package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Each waits for the other program, is undone, and is done once more. */
  @ParameterizedTest
  @ValueSource(strings = {"users set-level ann +1", "runs undo 1", "users delete ann"})
  @Timeout(120)
  void whatIsOneTransactionIsDoneOnceMore(String command) throws Exception {
    Workspace workspace = DatabaseKind.SERVER.empty(folder);
    workspace.write("users.csv", "username,level\nann,7\nbob,1\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    try (Connection other = workspace.database().open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update users set email = null where username = 'ann'");
      CompletableFuture<Ended> ended =
          CompletableFuture.supplyAsync(() -> workspace.run(command.split(" ", -1)));
      String waiting =
          "select count(*) from pg_stat_activity where datname = current_database()"
              + " and wait_event_type = 'Lock'";
      while (workspace.database().number(waiting) == 0) {
        assertThat(ended.isDone()).as("%s", ended).isFalse();
        Thread.sleep(20);
      }
      other.commit();
      assertThat(ended.get().exitCode()).as(ended.get().said()).isZero();
    }
    assertThat(workspace.database().users().contains("\"ann\", null, 8"))
        .isEqualTo(command.contains("+1"));
    assertThat(workspace.database().number("select count(*) from rollcall_runs")).isEqualTo(2);
  }

  /**
   * On a server others write also while a chunk is written. Whoever is raised by both is raised
   * twice, a user whom both create is there once, and ids that others take are theirs.
   */
  @Test
  @Timeout(120)
  void whatAnotherProgramWritesAtTheSameTimeIsNotLost() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Workspace workspace = DatabaseKind.SERVER.empty(empty);
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 0; i < USERS; i++) {
      text.append(String.format("user%05d,+1%n", i));
    }
    workspace.write("users.csv", text.toString());
    // Half of them are there, at level 1.
    workspace
        .database()
        .execute(
            "insert into users (username) select 'user' || to_char(n, 'FM00000')"
                + " from generate_series(0, "
                + (USERS - 2)
                + ", 2) as n");
    long undisturbed =
        rollbacks(workspace.importFile("users.csv", "--again", "--chunk", "500", "--echo"));
    long raised = 0;
    long disturbed = 0;
    int attempts = 0;
    while (attempts < 3 || disturbed == 0 && attempts < 20) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger raisedNow = new AtomicInteger();
      long seed = new Random().nextInt();
      System.out.println("disturbed with seed " + seed);
      Thread stranger = new Thread(() -> raise(workspace, new Random(seed), over, raisedNow));
      stranger.start();
      Ended ended = workspace.importFile("users.csv", "--again", "--chunk", "500", "--echo");
      over.set(true);
      stranger.join();
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      attempts++;
      raised += raisedNow.get();
      disturbed += rollbacks(ended) - undisturbed;
    }
    System.out.println(disturbed + " chunks were disturbed in " + attempts + " imports");
    assertThat(
            workspace
                .database()
                .number("select sum(level - 1) from users where username like 'user%'"))
        .isEqualTo((1L + attempts) * USERS + raised);
    assertThat(
            workspace.database().number("select count(*) from users where username like 'user%'"))
        .isEqualTo(USERS);
    assertThat(disturbed).isPositive();
  }

  private static long rollbacks(Ended ended) {
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    return ended.said().lines().filter(line -> line.endsWith("rollback")).count();
  }

  /** Raises users, makes some that the import makes, too, and others that take ids. */
  private static void raise(
      Workspace workspace, Random random, AtomicBoolean over, AtomicInteger raised) {
    try (Connection connection = workspace.database().open();
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        String who = String.format("'user%05d'", random.nextInt(USERS));
        raised.addAndGet(
            statement.executeUpdate("update users set level = level + 1 where username = " + who));
        who = String.format("'user%05d'", random.nextInt(USERS));
        statement.executeUpdate(
            "insert into users (username) values (" + who + ") on conflict do nothing");
        statement.executeUpdate(
            "insert into users (username) values ('stranger" + random.nextLong() + "')");
        Waiting.pause(10);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
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
