package dev.rollcall.laboratory;

import dev.rollcall.proof.ChildProgram;
import dev.rollcall.proof.Database;
import dev.rollcall.proof.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the program once, and lets a fault happen to it. */
public final class FaultyRun {

  /** The part of a run in which it has begun to work, if the machine is not busy. */
  private static final double WORK_BEGINS = 0.4;

  private static final double WORK_ENDS = 0.95;
  private static final int SHORT_LOCK_MILLIS = 900;
  private static final long LOOK_MILLIS = 2;

  private static double usualMillis = 1_500;

  private final Path folder;
  private final Path input;
  private final boolean piped;
  private final Database database;
  private final Fault fault;
  private final int chunks;

  /**
   * @param input what is imported
   * @param piped whether that is piped in
   * @param chunks how many there are to do
   */
  public FaultyRun(Path folder, Path input, boolean piped, Fault fault, int chunks) {
    this.folder = folder;
    this.input = input;
    this.piped = piped;
    this.database = new Database(folder.resolve("users.db"));
    this.fault = fault;
    this.chunks = chunks;
  }

  public Ended run(int number, List<String> arguments) {
    List<String> program = new ArrayList<>(ChildProgram.program());
    program.addAll(arguments);
    String name = input.getFileName().toString();
    List<String> command = new FaultCommand(folder, name, fault, chunks).of(program);
    try {
      return switch (fault.kind()) {
        case WRITER_SHORT, WRITER_LONG -> beside(() -> holdWriteLock(number, command));
        case RUN_LOCK -> beside(() -> holdRunLock(number, command));
        default -> start(number, command);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    Ended run() throws IOException, SQLException;
  }

  private static Ended beside(Work work) throws IOException {
    try {
      return work.run();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Ended start(int number, List<String> command) throws IOException {
    long started = System.nanoTime();
    try (ChildProgram child = child(number, command)) {
      switch (fault.kind()) {
        case KILL_ANY_TIME -> child.killAfter(moment());
        case KILL_AFTER_CHUNK -> {
          awaitChunks(child);
          child.kill();
        }
        case COPIED -> copyWhile(child);
        case INPUT_CHANGES -> {
          awaitBeginning(child);
          changeInput();
        }
        default -> {
          // It happens by itself.
        }
      }
      Ended ended = child.end();
      if (fault.kind() == Fault.Kind.NONE) {
        usualMillis += ((System.nanoTime() - started) / 1e6 - usualMillis) / 10;
      }
      return ended;
    }
  }

  private ChildProgram child(int number, List<String> command) {
    Path stdin = piped ? input : ChildProgram.NOTHING;
    return ChildProgram.startCommand(folder, number, command, stdin);
  }

  /** Waits until it is decided what run this is, or the program is done. */
  private void awaitBeginning(ChildProgram child) {
    String begun = "select count(*) + sum(restarts) from rollcall_runs";
    long before = Math.max(0, database.glimpse(begun));
    while (child.isAlive() && database.glimpse(begun) <= before) {
      pause(LOOK_MILLIS);
    }
  }

  private void changeInput() throws IOException {
    if (!Files.exists(input)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(input);
    if (fault.at() < 0.4) {
      Files.write(
          input, "\none too late".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    } else if (fault.at() < 0.7) {
      Files.write(input, Arrays.copyOf(bytes, bytes.length / 2));
    } else {
      Path other = Files.write(folder.resolve("other-content.csv"), Arrays.copyOf(bytes, 1));
      Files.move(other, input, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private long moment() {
    return (long) (usualMillis * (WORK_BEGINS + fault.at() * (WORK_ENDS - WORK_BEGINS)));
  }

  /** Waits until some more chunks are committed, or the program is done. */
  private void awaitChunks(ChildProgram child) {
    String rows =
        "select sum(rows_read) * 1000 + sum(rows_read > 0) + sum(restarts) from rollcall_runs";
    long before = database.glimpse(rows);
    int more = 1 + (int) (fault.at() * Math.min(chunks, 12));
    while (more > 0 && child.isAlive()) {
      pause(LOOK_MILLIS);
      long now = database.glimpse(rows);
      if (now > before && now >= 1_000) {
        before = now;
        more--;
      }
    }
  }

  private void copyWhile(ChildProgram child) {
    child.awaitEnd(moment());
    if (!Files.exists(database.path())) {
      return;
    }
    Path copy = folder.resolve("copy-in-use.db");
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      Files.deleteIfExists(copy);
      statement.executeUpdate("backup to '" + copy + "'");
    } catch (IOException | SQLException e) {
      // There is no copy then: the program may hold the database for itself at this moment.
      copy.toFile().delete();
    }
  }

  private Ended holdWriteLock(int number, List<String> command) throws SQLException, IOException {
    if (!Files.exists(database.path())) {
      return start(number, command);
    }
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      try (ChildProgram child = child(number, command)) {
        if (fault.kind() == Fault.Kind.WRITER_SHORT) {
          child.awaitEnd((long) (usualMillis * WORK_BEGINS + fault.at() * SHORT_LOCK_MILLIS));
          statement.execute("rollback");
        }
        return child.end();
      }
    }
  }

  private Ended holdRunLock(int number, List<String> command) throws IOException {
    Path file = folder.resolve("users.db.lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return start(number, command);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
