package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An import that takes a while: a database with users, a file of which every other row is a {@code
 * +1}, and what an undisturbed import comes to. One that is dressed has more to read: words for
 * levels, names in capitals, extra columns, one of them secret.
 */
final class LargeImport {

  static final int CHUNK = 2_000;

  /** A database with these has rules of its own. */
  static final String[] RULES = {
    "create unique index one_mailbox on users (email)",
    "create trigger no_level_49 before update of level on users when new.level = 49"
        + " begin select raise(abort, 'no level 49'); end"
  };

  private static final String JOB =
      """
      import:
        name: large
        from: "%s"
        empty: ["-"]
        columns:
          username: { from: username, replace: { "@.*$": "" }, case: lower }
          email: { from: email, default: new@example.com }
          level: { from: level, values: { up: +1, "*": keep } }
          action: action
          reason: reason
        extra: { nick: { from: nick, values: { n1: one } }, score: score, pw: pw }
        secret: [pw]
      rejects: { limit: 10%% }
      rollback: %s
      chunk: %d
      """;

  private final DatabaseKind kind;
  private final boolean dressed;
  private final Path folder;
  private final Workspace before;
  private final int rows;
  private final int names;
  private final long workMillis;
  private final State expected;

  /** What an import comes to: all of it that somebody may rely on. */
  record State(
      List<String> users,
      List<String> changes,
      List<String> rejects,
      List<String> counts,
      List<String> rejectFile) {

    static State of(Workspace workspace) {
      Database database = workspace.database();
      // On a server an id that a chunk had taken when it died is nobody's; and by ids a mirror
      // deletes.
      String id = database.isFile() ? "id" : "1";
      boolean dressed = database.number("select count(*) from rollcall_columns") > 0;
      return new State(
          database.rows(
              "select "
                  + id
                  + ", username, email, level"
                  + (dressed ? ", nick, score, pw" : "")
                  + " from users order by username"),
          database.rows(
              "select line, kind, "
                  + id.replace("id", "user_id")
                  + ", username, email_before, email_after, level_before,"
                  + " level_after, reason, extra_before, extra_after"
                  + " from rollcall_changes order by line, username"),
          database.rows(
              "select line, code, message, username, email, level, action, reason, extra"
                  + " from rollcall_rejects order by line"),
          database.rows(
              "select job, status, rows_read, created, updated, unchanged, deleted, rejected,"
                  + " raised, lowered, relative from rollcall_runs order by id"),
          workspace.namesEndingIn(".rejects.csv").stream()
              .map(workspace::read)
              .map(State::withoutToken)
              .toList());
    }

    /** A run's token is another one in each database. */
    private static String withoutToken(String rejects) {
      return rejects.replaceAll("(?<=,[0-9]{1,9}-)[0-9a-f]{8}(?=,)", "token");
    }

    /** Compares part by part, so that a failure shows a line and not all of them. */
    void assertSameAs(State other) {
      assertThat(counts).as("counts").isEqualTo(other.counts);
      assertSame("rejects", rejects, other.rejects);
      assertSame("changes", changes, other.changes);
      assertSame("users", users, other.users);
      assertThat(rejectFile.equals(other.rejectFile)).as("reject file the same").isTrue();
    }

    private static void assertSame(String what, List<String> actual, List<String> expected) {
      for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
        assertThat(actual.get(i)).as("%s, number %d", what, i).isEqualTo(expected.get(i));
      }
      assertThat(actual.size()).as("number of " + what).isEqualTo(expected.size());
    }
  }

  /**
   * Makes them, and imports the file once.
   *
   * @param rows of the file
   * @param rules statements that give the database rules of its own
   */
  LargeImport(Path folder, long seed, int rows, String... rules) throws IOException {
    this(DatabaseKind.FILE, false, folder, seed, rows, rules);
  }

  /**
   * The same in a database of any kind.
   *
   * @param dressed whether there is more to read
   */
  LargeImport(DatabaseKind kind, boolean dressed, Path folder, long seed, int rows, String... rules)
      throws IOException {
    this.kind = kind;
    this.dressed = dressed;
    this.folder = folder;
    this.rows = rows;
    this.names = rows * 3 / 10;
    Workspace undisturbed = kind.empty(Files.createDirectory(folder.resolve("undisturbed")));
    Random random = new Random(seed);
    List<List<@Nullable Object>> users = new ArrayList<>();
    for (int i = 0; i < names / 3; i++) {
      users.add(Arrays.asList(name(i * 3), null, 1 + random.nextInt(9)));
    }
    undisturbed
        .database()
        .executeMany("insert into users (username, email, level) values (?, ?, ?)", users);
    if (dressed) {
      undisturbed
          .database()
          .execute(
              "alter table users add column nick text default 'nobody'",
              "alter table users add column score bigint",
              "alter table users add column pw text");
    }
    undisturbed.database().execute(rules);
    before = kind.like(undisturbed, Files.createDirectory(folder.resolve("before")));
    Files.writeString(file(), text(random));
    for (String rollback : List.of("chunk", "run")) {
      Files.writeString(job(rollback), JOB.formatted(file(), rollback, CHUNK));
    }
    // Not when somebody first asks, who may have started what is to be killed after a part of it.
    try (ChildProgram program = start(undisturbed, "chunk")) {
      long started = System.nanoTime();
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
      workMillis = (System.nanoTime() - started) / 1_000_000;
    }
    expected = State.of(undisturbed);
    assertThat(expected.changes).hasSizeGreaterThan(rows / 2);
    assertThat(expected.rejects).isNotEmpty();
  }

  private String text(Random random) {
    StringBuilder text = new StringBuilder("username,email,level,action,reason");
    text.append(dressed ? ",nick,score,pw\n" : "\n");
    for (int i = 0; i < rows; i++) {
      String name = name(random.nextInt(names));
      if (i % 2 == 0) {
        text.append(dressed ? name.toUpperCase(Locale.ROOT) + "@example.com,-,UP" : name + ",,+1");
        text.append(",,raised in row ").append(i);
      } else if (random.nextInt(100) == 0) {
        text.append(name).append(",no address,1,,");
      } else if (random.nextInt(50) == 0) {
        text.append(name).append(",,,delete,");
      } else if (random.nextInt(50) == 0) {
        text.append(name).append(",,-1,create,");
      } else {
        String email = name + "@example." + (random.nextBoolean() ? "com" : "org");
        text.append(name).append(',').append(email).append(',').append(random.nextInt(50));
        text.append(",,");
      }
      if (dressed) {
        String score = i % 101 == 0 ? "many" : i % 3 == 0 ? "" : Integer.toString(i);
        text.append(",n").append(i % 5).append(',').append(score);
        text.append(',').append(i % 7 == 0 ? "hush" + i : "");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String name(int number) {
    // Neighbours in the file are no neighbours in the index.
    return "user" + Integer.toHexString(number * 0x9E3779B1) + "." + number;
  }

  /** The same users and the same file in another folder. */
  Workspace fresh(String name) throws IOException {
    return kind.like(before, Files.createDirectory(folder.resolve(name)));
  }

  int rows() {
    return rows;
  }

  /** The file that is imported. */
  Path file() {
    return folder.resolve("large.csv");
  }

  private Path job(String rollback) {
    return folder.resolve("large-" + rollback + ".yaml");
  }

  /** The command line; the same for every start. */
  String[] command(String rollback) {
    if (dressed) {
      return new String[] {"run", job(rollback).toString(), "--no-progress"};
    }
    return new String[] {
      "import",
      file().toString(),
      "--chunk",
      Integer.toString(CHUNK),
      "--max-rejects",
      "10%",
      "--rollback",
      rollback,
      "--no-progress"
    };
  }

  /** What an import comes to that nobody disturbs. */
  State expected() {
    return expected;
  }

  /** How long the undisturbed import took, from taking the database to its end. */
  long workMillis() {
    return workMillis;
  }

  /** Starts the program, and waits until it has taken the database or has ended. */
  ChildProgram start(Workspace workspace, String rollback) {
    String before = holder(workspace);
    ChildProgram program = workspace.start(command(rollback));
    while (program.isAlive() && holder(workspace).equals(before)) {
      Waiting.pause(2);
    }
    return program;
  }

  /**
   * What the lock file says of who holds the database; whoever was killed is still named. On a
   * server, how often a run has begun or gone on.
   */
  private static String holder(Workspace workspace) {
    if (!workspace.database().isFile()) {
      return Long.toString(
          workspace.database().glimpse("select sum(1 + restarts) from rollcall_runs"));
    }
    Path lock = workspace.path("users.db.lock");
    try {
      return Files.exists(lock) ? Files.readString(lock) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The users as they were before. */
  List<String> usersBefore() {
    return before.database().users();
  }
}
