package dev.rollcall;

import dev.rollcall.cli.Program;
import dev.rollcall.importing.StopSignal;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The process: its streams, its signals, its end. */
public final class Main {

  /** How long a chunk may take to end after a signal; then the process ends, which is safe. */
  private static final int STOP_SECONDS = 60;

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    StopSignal stop = new StopSignal();
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger code = new AtomicInteger(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, done, code)));
    code.set(run(args, System.in, System.out, System.err, stop));
    System.out.flush();
    done.countDown();
    System.exit(code.get());
  }

  /** On SIGTERM and SIGINT: lets the current chunk commit, and its command say how it ended. */
  private static void stop(StopSignal stop, CountDownLatch done, AtomicInteger code) {
    if (done.getCount() == 0 || !stop.isHeard()) {
      return;
    }
    stop.request();
    try {
      if (done.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(code.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs a command in this process.
   *
   * @return its exit code
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return run(args, in, out, err, new StopSignal());
  }

  private static int run(
      String[] args, InputStream in, PrintStream out, PrintStream err, StopSignal stop) {
    return new Program(in, out, err, stop).run(args);
  }
}
