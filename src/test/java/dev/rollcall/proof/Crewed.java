package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.problem.Failure;
import dev.rollcall.wiring.Databases;
import dev.rollcall.wiring.WorkerSession;
import dev.rollcall.workers.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An import that is handed out to workers, each a process of its own, slowly if need be. */
final class Crewed {

  /** So that several parts of three chunks come of it. */
  static final int ROWS = 32_000;

  static final int PARTS = ROWS / LargeImport.CHUNK / 3;

  private static final String FEWEST = "rollcall.workers.rows";
  private static final String FEW = "1000";

  private final LargeImport large;
  private int processes = 100;

  /**
   * @param test whose seed it prints
   */
  Crewed(Class<?> test, Path folder) throws IOException {
    this(
        test.getSimpleName(), folder, Long.getLong("rollcall.seed", new Random().nextInt(1 << 30)));
  }

  Crewed(String test, Path folder, long seed) throws IOException {
    System.out.println(test + " begins at seed " + seed);
    large =
        new LargeImport(
            DatabaseKind.SERVER, false, Files.createDirectory(folder.resolve("large")), seed, ROWS);
  }

  Workspace fresh(String name) throws IOException {
    return large.fresh(name);
  }

  /** Each chunk takes so long more, whoever writes it. */
  Workspace slow(String name, double seconds) throws IOException {
    Workspace workspace = large.fresh(name);
    SlowChunks.take(workspace.database(), seconds);
    return workspace;
  }

  /** One that hands out, in this process, to its end. */
  Ended managed(Workspace workspace, String... flags) {
    List<String> words = new ArrayList<>(List.of(large.command("chunk")));
    words.add("--workers");
    words.addAll(Arrays.asList(flags));
    return here(workspace, words);
  }

  /** Any command in this process, which hands out what is not very small. */
  static Ended here(Workspace workspace, List<String> words) {
    System.setProperty(FEWEST, FEW);
    try {
      return workspace.run(words.toArray(String[]::new));
    } finally {
      System.clearProperty(FEWEST);
    }
  }

  /** A worker in this process. */
  static final class Here implements AutoCloseable {

    private final StopSignal stop = new StopSignal();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<WorkerPool.Done> work;

    Here(Workspace workspace) {
      this(workspace.database().address(), null, null);
    }

    Here(String address, @Nullable Duration untilIdle) {
      this(address, null, untilIdle);
    }

    /**
     * @param broker the address of one; null for none
     * @param untilIdle see {@link WorkerPool.Shift}
     */
    Here(String address, @Nullable String broker, @Nullable Duration untilIdle) {
      work =
          CompletableFuture.supplyAsync(
              () ->
                  WorkerSession.work(
                      Databases.of(address),
                      broker,
                      new WorkerPool.Shift(1, null, untilIdle),
                      stop,
                      null,
                      said::add),
              each -> new Thread(each).start());
    }

    /** What it has said. */
    List<String> said() {
      return List.copyOf(said);
    }

    /** Why it ends by itself. */
    Failure failure() {
      Throwable thrown =
          work.handle((done, failure) -> failure)
              .completeOnTimeout(new AssertionError("it goes on"), 10, TimeUnit.SECONDS)
              .join();
      return (Failure) thrown.getCause();
    }

    /** Has it end, as an operator does. */
    @Override
    public void close() {
      stop.request();
      if (!work.isCompletedExceptionally()) {
        work.join();
      }
    }
  }

  /** Starts the one that hands out. */
  ChildProgram manager(Workspace workspace, String... flags) {
    List<String> words = new ArrayList<>(List.of(large.command("chunk")));
    words.add("--workers");
    words.addAll(Arrays.asList(flags));
    return start(workspace, words);
  }

  /** Starts a worker. */
  ChildProgram worker(Workspace workspace, String... flags) {
    List<String> words = new ArrayList<>(List.of("worker"));
    words.addAll(Arrays.asList(flags));
    return start(workspace, words);
  }

  ChildProgram start(Workspace workspace, List<String> words) {
    List<String> command = new ArrayList<>(ChildProgram.program());
    command.add(1, "-D" + FEWEST + "=" + FEW);
    command.addAll(words);
    command.addAll(List.of("--db", workspace.database().address()));
    return ChildProgram.startCommand(workspace.path("users.csv").getParent(), ++processes, command);
  }

  /** Until all parts are in the queue. */
  static void untilSent(Database database) {
    while (database.glimpse("select count(*) from rollcall_channel_message") < PARTS) {
      Waiting.pause(5);
    }
  }

  /** Until as many parts are at work, or were. */
  static void untilBegun(ChildProgram program, Workspace workspace, int parts) {
    Waiting.until(
        program,
        () ->
            workspace.database().glimpse("select count(*) from rollcall_parts where position > 0")
                >= parts);
  }

  /** The same of one in this process. */
  void finish(Workspace workspace, Ended managed) {
    assertThat(managed.exitCode()).as(managed.said()).isEqualTo(3);
    assertDone(workspace);
  }

  /** The manager ends well, and what was imported is what one process would have. */
  void finish(Workspace workspace, ChildProgram manager) {
    Ended ended = manager.end();
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertDone(workspace);
  }

  void assertDone(Workspace workspace) {
    LargeImport.State.of(workspace).assertSameAs(large.expected());
    Database database = workspace.database();
    assertThat(database.number("select count(*) from rollcall_staged")).isZero();
    assertThat(database.number("select count(*) from rollcall_handed")).isZero();
  }

  /** Ends a worker as an operator does. */
  static Ended end(ChildProgram worker) {
    worker.signal("TERM");
    Ended ended = worker.end();
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    return ended;
  }
}
