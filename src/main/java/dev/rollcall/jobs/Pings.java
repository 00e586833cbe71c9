package dev.rollcall.jobs;

import dev.rollcall.importing.StopSignal;
import dev.rollcall.monitoring.Ping;
import dev.rollcall.monitoring.PingUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The monitors of a command and of its jobs. Each hears of an end, whatever becomes of the command:
 * also if it ends before the job's turn, or by a signal. What can't be sent is said, and changes
 * nothing. Where there are none, this does nothing.
 */
final class Pings {

  /** With which a process ends on SIGTERM. */
  private static final int TERMINATED = 143;

  /** A little less than what a chunk may take to end after a signal. */
  private static final int STOP_SECONDS = 55;

  /** How long the end of the command may be held up, whatever it has yet to send. */
  private static final int LONGEST_SECONDS = 6;

  private final Audience audience;
  private final StopSignal stop;
  private final List<PingUrl> expected = new ArrayList<>();
  private final List<Ping> begun = new ArrayList<>();
  private final List<Ping> ended = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread hook;

  Pings(Audience audience, StopSignal stop) {
    this.audience = audience;
    this.stop = stop;
  }

  /** Adds the monitor of a job whose turn is yet to come; null for none. */
  synchronized void expect(@Nullable PingUrl url) {
    if (url != null) {
      expected.add(url);
      watchForSignals();
    }
  }

  /**
   * Says that work has begun.
   *
   * @return null if nobody is to be told, or is told of more than this work
   */
  synchronized @Nullable Ping begin(@Nullable PingUrl url) {
    expected.remove(url);
    if (url == null || begun.stream().anyMatch(ping -> ping.url().equals(url))) {
      return null;
    }
    Ping ping = Ping.started(url, before(url));
    begun.add(ping);
    watchForSignals();
    return ping;
  }

  /** Says that work has ended, and does not wait until that is sent. */
  synchronized void end(@Nullable Ping ping, int exitCode, List<RunEnd> ends) {
    if (ping != null && begun.remove(ping)) {
      ping.end(exitCode, text(exitCode, ends));
      ended.add(ping);
    }
  }

  /** What is sent to the same monitor, and must not be overtaken. */
  private @Nullable Ping before(PingUrl url) {
    return ended.stream().filter(ping -> ping.url().equals(url)).findFirst().orElse(null);
  }

  /**
   * Ends all that is left, with the command itself, and waits until all is sent, or it takes too
   * long.
   */
  synchronized void close(int exitCode, List<RunEnd> ends) {
    endAll(exitCode, ends, true);
    closed.countDown();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It is running, and waits for nothing but this.
        return;
      }
    }
  }

  private void endAll(int exitCode, List<RunEnd> ends, boolean said) {
    if (begun.isEmpty() && expected.isEmpty() && ended.isEmpty()) {
      return;
    }
    List<Ping> left = new ArrayList<>(begun);
    for (PingUrl url : expected) {
      if (left.stream().noneMatch(ping -> ping.url().equals(url))) {
        left.add(Ping.notStarted(url, before(url)));
      }
    }
    begun.clear();
    expected.clear();
    left.forEach(ping -> ping.end(exitCode, text(exitCode, ends)));
    ended.addAll(left);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    for (Ping ping : ended) {
      String wrong = ping.await(until - System.nanoTime());
      if (wrong != null && said) {
        audience.say("rollcall: the ping to " + ping.url() + " failed: " + wrong);
      }
    }
    ended.clear();
  }

  private static String text(int exitCode, List<RunEnd> ends) {
    List<String> lines = new ArrayList<>();
    lines.add("exit " + exitCode);
    ends.forEach(end -> lines.add(SummaryLine.of(end.summary())));
    return lines.size() == 2 ? String.join("; ", lines) : String.join("\n", lines);
  }

  /** A command that is waiting, or has yet to begin, ends at once, and says nothing more. */
  private void watchForSignals() {
    if (hook == null) {
      hook = new Thread(this::endOnSignal, "last ping");
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It is shutting down already.
        return;
      }
    }
  }

  private void endOnSignal() {
    try {
      if (stop.isHeard() && closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      endAll(TERMINATED, List.of(), false);
    }
  }
}
