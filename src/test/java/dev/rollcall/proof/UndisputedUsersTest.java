package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An undo takes users back inside SQLite where there is nothing to decide about them, and decides
 * about all others in Java. What it comes to does not depend on who does it.
 */
class UndisputedUsersTest {

  private static final int CASES = Integer.getInteger("rollcall.undo.comparisons", 15);
  private static final int USERS = 60;

  @TempDir Path folder;
  private int made;

  @Test
  void whoIsAsTheRunLeftHimDoesNotDependOnWhoCompares() {
    Seeds.each(CASES, this::compare);
  }

  /** Takes a run back in both ways, and brings it back in both. */
  private void compare(Random random) throws IOException {
    Workspace plain = workspace("plain");
    plain.write("first.csv", "username,level\nold1,1\nold2,2\nold3,3\n");
    plain.write("second.csv", newUsers(random));
    assertThat(plain.importFile("first.csv").exitCode()).isZero();
    List<String> before = plain.database().everything();
    assertThat(plain.importFile("second.csv").exitCode()).isZero();
    List<String> disturbances = disturbances(random);
    plain.database().execute(disturbances.toArray(String[]::new));
    List<String> after = plain.database().everything();
    Workspace decided = decidedAboutOneByOne(plain);

    String[] undo = {"runs", "undo", "2", random.nextBoolean() ? "--force" : "--no-progress"};
    Ended undone = plain.run(undo);

    assertThat(undone.exitCode()).as(undone.said()).isIn(0, 3);
    assertThat(decided.run(undo).exitCode()).isEqualTo(undone.exitCode());
    assertThat(outcome(plain, 3)).isEqualTo(outcome(decided, 3));
    if (disturbances.isEmpty()) {
      assertThat(plain.database().everything()).isEqualTo(before);
    }

    List<String> newcomers = newcomers(random);
    for (Workspace each : List.of(plain, decided)) {
      each.database().execute(newcomers.toArray(String[]::new));
    }
    Ended back = plain.run("runs", "undo", "3");

    assertThat(decided.run("runs", "undo", "3").exitCode()).isEqualTo(back.exitCode());
    assertThat(outcome(plain, 4)).isEqualTo(outcome(decided, 4));
    if (newcomers.isEmpty()) {
      assertThat(plain.database().everything()).isEqualTo(after);
    }
  }

  private Workspace workspace(String name) throws IOException {
    return new Workspace(Files.createDirectory(folder.resolve(name + ++made)));
  }

  /** A copy with a trigger, which makes the program decide about every user. */
  private Workspace decidedAboutOneByOne(Workspace plain) throws IOException {
    Workspace copy = workspace("decided");
    plain.database().copy(copy.database().path());
    copy.database().execute("create trigger watch after delete on users begin select 1; end");
    return copy;
  }

  private static String newUsers(Random random) {
    StringBuilder rows = new StringBuilder("username,email,level,action\n");
    boolean severalOfAUser = random.nextBoolean();
    for (int user = 0; user < USERS; user++) {
      String email = random.nextBoolean() ? "u" + user + "@example.com" : "";
      rows.append("user").append(user).append(',').append(email).append(",1,\n");
      if (severalOfAUser && random.nextInt(5) == 0) {
        rows.append("user").append(user).append(random.nextBoolean() ? ",,7,\n" : ",,,delete\n");
      }
    }
    rows.append(random.nextBoolean() ? "old2,,9,\n" : "");
    return rows.append(random.nextBoolean() ? "old3,,,delete\n" : "").toString();
  }

  private static List<String> disturbances(Random random) {
    List<String> all = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      String where = " where username = 'user" + random.nextInt(USERS) + "'";
      all.add(
          switch (random.nextInt(7)) {
            case 0 -> "update users set level = 5" + where;
            case 1 -> "update users set email = null" + where;
            case 2 -> "update users set email = 'new@example.com'" + where;
            case 3 -> "update users set email = upper(email)" + where;
            case 4 -> "update users set id = id + 1000" + where;
            case 5 -> "update users set username = upper(username)" + where;
            default -> "delete from users" + where;
          });
    }
    return all;
  }

  /** They take names and ids of users who are gone. */
  private static List<String> newcomers(Random random) {
    List<String> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int user = random.nextInt(USERS);
      all.add(
          random.nextBoolean()
              ? "insert or ignore into users (username) values ('user" + user + "')"
              : "insert or ignore into users values (" + user + ", 'new" + i + "', null, 1)");
    }
    return all;
  }

  /** Without the order in which it was done. */
  private static List<String> outcome(Workspace workspace, long run) {
    Database database = workspace.database();
    List<String> outcome = database.everything();
    for (String query :
        List.of(
            "select username, user_id, kind, email_before, email_after, level_before, level_after,"
                + " reason from rollcall_changes where run_id = RUN order by username, kind desc",
            "select username, code, message from rollcall_rejects where run_id = RUN order by 1",
            "select count(distinct line) from rollcall_changes where run_id = RUN",
            "select rows_read, created, updated, unchanged, deleted, rejected, raised, lowered"
                + " from rollcall_runs where id = RUN")) {
      outcome.addAll(database.rows(query.replace("RUN", Long.toString(run))));
    }
    return outcome;
  }
}
